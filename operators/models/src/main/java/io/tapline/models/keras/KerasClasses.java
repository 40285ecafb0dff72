/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.keras;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Set;

/**
 * Whose a layer's class is. Keras' own come with its name, in the module or in front of the class:
 * {@code keras.layers}, {@code keras.src.layers.convolutional.conv1d>Conv1D}. A class of another
 * module, or with another prefix, is code of the user's, whatever it is called.
 */
final class KerasClasses {
  private static final Set<String> PACKAGES = Set.of("keras", "tf_keras", "tensorflow");

  private KerasClasses() {}

  /** The class without the prefix that Keras' own may have. */
  static String name(String type) {
    int end = type.indexOf('>');
    return end > 0 && isOfKeras(type.substring(0, end)) ? type.substring(end + 1) : type;
  }

  static boolean isOfTheUser(LayerConfig layer) {
    String module = layer.entry().path("module").asText();
    boolean moduleIsKnown = module.isEmpty() || module.equals("null") || isOfKeras(module);
    return layer.type().contains(">") || isRegisteredByTheUser(layer.entry()) || !moduleIsKnown;
  }

  /** Of a class or a function: the name by which it is found has a prefix other than Keras'. */
  static boolean isRegisteredByTheUser(JsonNode entry) {
    String registered = entry.path("registered_name").asText();
    int end = registered.indexOf('>');
    return end >= 0 && !isOfKeras(registered.substring(0, end));
  }

  /** A package, or a module within it. */
  private static boolean isOfKeras(String module) {
    int dot = module.indexOf('.');
    String root = dot < 0 ? module : module.substring(0, dot);
    return PACKAGES.contains(root.toLowerCase(Locale.ROOT));
  }
}
