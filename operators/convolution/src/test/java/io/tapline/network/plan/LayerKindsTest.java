/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapline.network.Network;
import io.tapline.network.layer.Layer;
import io.tapline.network.layer.LayerKind;
import io.tapline.network.layer.activation.ActivationLayerKind;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whatever is a layer has a row in the table. */
class LayerKindsTest {

  @Test
  void shouldHaveARowForEveryKindThatThereIs() throws Exception {
    Set<Class<?>> rows =
        LayerKinds.ALL.rows().stream().map(LayerKind::getClass).collect(Collectors.toSet());

    assertThat(rows).hasSizeGreaterThan(10).isEqualTo(implementationsOf(LayerKind.class));
  }

  @Test
  void shouldHaveARowForEveryLayerThatThereIs() throws Exception {
    Set<Class<?>> types =
        LayerKinds.ALL.rows().stream().map(LayerKind::layerType).collect(Collectors.toSet());

    assertThat(types).isEqualTo(implementationsOf(Layer.class));
  }

  @Test
  void shouldRefuseALayerThatHasNoKind() {
    assertThatThrownBy(() -> Network.compile(1, List.of(new Unknown("a"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "layer type has no kind: add it to the table of LayerKinds: layer=a, type="
                + Unknown.class.getName());
  }

  @Test
  void shouldRefuseTwoKindsOfOneLayer() {
    assertThatThrownBy(() -> LayerKinds.ALL.with(new ActivationLayerKind()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("layer type must have one kind: type=");
  }

  private record Unknown(String name) implements Layer {
    @Override
    public String type() {
      return "Unknown";
    }
  }

  /** Of all classes of the layers' packages that are compiled and no test. */
  private static Set<Class<?>> implementationsOf(Class<?> type)
      throws IOException, URISyntaxException {
    Path root = Path.of(Layer.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    Path layers = root.resolve(Layer.class.getPackageName().replace('.', '/'));
    try (Stream<Path> files = Files.walk(layers)) {
      return files
          .map(file -> root.relativize(file).toString())
          .filter(file -> file.endsWith(".class") && !file.endsWith("package-info.class"))
          .map(file -> load(file.substring(0, file.length() - ".class".length())))
          .filter(found -> type.isAssignableFrom(found) && !found.isInterface())
          .filter(found -> !Modifier.isAbstract(found.getModifiers()))
          .collect(Collectors.toSet());
    }
  }

  private static Class<?> load(String path) {
    try {
      return Class.forName(path.replace('/', '.').replace('\\', '.'));
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }
}
