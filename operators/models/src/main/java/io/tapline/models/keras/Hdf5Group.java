/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.keras;

import io.jhdf.api.Attribute;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import io.jhdf.object.datatype.VariableLength;
import io.tapline.models.InvalidModelException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A group of an HDF5 file: its attributes, and by path what lies in it.
 *
 * <p>Keras on Windows names one group {@code layers\conv1d} where it has two elsewhere, one in the
 * other. Both are found as {@code layers/conv1d}.
 */
final class Hdf5Group {
  /** Far more than weights of any layer. */
  private static final int MAX_TEXTS = 20_000;

  private final Hdf5File file;
  private final Group group;
  private final String path;

  /** What names in {@link #group} begin with, of a group that is but the first part of names. */
  private final String prefix;

  Hdf5Group(Hdf5File file, Group group, String path) {
    this(file, group, path, "");
  }

  private Hdf5Group(Hdf5File file, Group group, String path, String prefix) {
    this.file = file;
    this.group = group;
    this.path = path;
    this.prefix = prefix;
  }

  /** The group at {@code relative}, names separated by slashes; empty if there is none. */
  Optional<Hdf5Group> group(String relative) throws InvalidModelException {
    String place = path + "/" + relative;
    Optional<Node> node = node(relative);
    if (node.isPresent()) {
      return node.get() instanceof Group found
          ? Optional.of(new Hdf5Group(file, found, place))
          : Optional.empty();
    }
    String start = prefix + relative.replace('/', '\\') + '\\';
    boolean begins =
        file.guarded(
            place, () -> group.getChildren().keySet().stream().anyMatch(n -> n.startsWith(start)));
    return begins ? Optional.of(new Hdf5Group(file, group, place, start)) : Optional.empty();
  }

  /** The dataset at {@code relative}; empty if there is none. */
  Optional<StoredTensor> tensor(String relative) throws InvalidModelException {
    Optional<Node> node = node(relative);
    return node.isPresent() && node.get() instanceof Dataset dataset
        ? Optional.of(new StoredTensor(file, dataset, path + "/" + relative))
        : Optional.empty();
  }

  private Optional<Node> node(String relative) throws InvalidModelException {
    return file.guarded(
        path + "/" + relative,
        () -> {
          String[] names = relative.split("/", -1);
          // The first names of the path may be one, as Windows has them.
          for (int joined = 1; joined <= names.length; joined++) {
            String first = prefix + String.join("\\", Arrays.copyOf(names, joined));
            Optional<Node> found = found(first, names, joined);
            if (found.isPresent()) {
              return found;
            }
          }
          return Optional.empty();
        });
  }

  /** Links count as nothing: they could lead round in circles, or to other files. */
  private Optional<Node> found(String first, String[] names, int from) {
    Node node = group.getChild(first);
    for (int i = from; i < names.length && node != null && !node.isLink(); i++) {
      node = node instanceof Group parent ? parent.getChild(names[i]) : null;
    }
    return node == null || node.isLink() ? Optional.empty() : Optional.of(node);
  }

  /** Names of what lies in this group. */
  List<String> names() throws InvalidModelException {
    return file.guarded(
        path,
        () ->
            group.getChildren().keySet().stream()
                .filter(name -> name.startsWith(prefix))
                .map(name -> name.substring(prefix.length()))
                .toList());
  }

  /** A text attribute; empty if there is none. */
  Optional<String> text(String name) throws InvalidModelException {
    Attribute attribute = attribute(name);
    if (attribute == null) {
      return Optional.empty();
    }
    Object value = file.guarded(place(name), () -> isOne(attribute) ? attribute.getData() : null);
    return value instanceof String text ? Optional.of(text) : Optional.empty();
  }

  private static boolean isOne(Attribute attribute) {
    return attribute.getDimensionsAsLong().length == 0;
  }

  /**
   * An attribute of many texts; none if there is no such attribute. What is too long for one
   * attribute, Keras writes as several, with numbers behind the name.
   */
  List<String> texts(String name) throws InvalidModelException {
    Attribute whole = attribute(name);
    if (whole != null) {
      return texts(name, whole);
    }
    List<String> texts = new ArrayList<>();
    for (int part = 0; ; part++) {
      Attribute attribute = attribute(name + part);
      if (attribute == null) {
        return texts;
      }
      texts.addAll(texts(name + part, attribute));
      if (texts.size() > MAX_TEXTS) {
        throw new InvalidModelException(
            List.of(
                "attribute has too many texts: attribute="
                    + place(name)
                    + ", maximum="
                    + MAX_TEXTS));
      }
    }
  }

  private List<String> texts(String name, Attribute attribute) throws InvalidModelException {
    return file.guarded(
        place(name),
        () -> {
          if (attribute.isEmpty()) {
            return List.of();
          }
          if (attribute.getDataType() instanceof VariableLength) {
            return HeapTexts.read(attribute.getBuffer(), file.storage());
          }
          return attribute.getData() instanceof String[] texts ? List.of(texts) : List.of();
        });
  }

  private Attribute attribute(String name) throws InvalidModelException {
    // What is but the first part of names has no attributes of its own.
    return prefix.isEmpty() ? file.guarded(place(name), () -> group.getAttribute(name)) : null;
  }

  private String place(String attribute) {
    return path + "@" + attribute;
  }
}
