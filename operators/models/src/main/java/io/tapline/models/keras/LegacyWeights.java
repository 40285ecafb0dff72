/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.keras;

import io.tapline.models.InvalidModelException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Weights as a whole-model {@code .h5} keeps them: a group for each layer, whose attribute {@code
 * weight_names} lists paths such as {@code conv1d/kernel:0}. What lies in a model that is a layer
 * itself, is in that layer's group.
 */
final class LegacyWeights implements ModelWeights {
  private final Hdf5Group layers;

  LegacyWeights(Hdf5Group layers) {
    this.layers = layers;
  }

  @Override
  public LayerWeights of(LayerConfig layer) throws InvalidModelException {
    return OfLayer.of(Listing.of(layers, layer.name()), "");
  }

  @Override
  public ModelWeights within(LayerConfig model, ModelConfig config) throws InvalidModelException {
    return new Within(Listing.of(layers, model.name()), "");
  }

  /** They are listed by the wrapper's name. */
  @Override
  public ModelWeights wrapped(LayerConfig wrapper, ModelConfig config)
      throws InvalidModelException {
    return within(wrapper, config);
  }

  /** The paths that a group lists, by their last name. */
  private record Listing(Optional<Hdf5Group> group, Map<String, List<String>> paths) {

    static Listing of(Hdf5Group layers, String name) throws InvalidModelException {
      Optional<Hdf5Group> group = layers.group(name);
      Map<String, List<String>> paths = new HashMap<>();
      if (group.isPresent()) {
        for (String path : group.get().texts("weight_names")) {
          String last = path.substring(path.lastIndexOf('/') + 1);
          // TensorFlow numbers what an operation gives: kernel:0.
          int colon = last.lastIndexOf(':');
          String weight = colon < 0 ? last : last.substring(0, colon);
          paths.computeIfAbsent(weight, key -> new ArrayList<>()).add(path);
        }
      }
      return new Listing(group, paths);
    }
  }

  /** The weights of models within models, all of which the outermost one's group lists. */
  private record Within(Listing listing, String path) implements ModelWeights {

    @Override
    public LayerWeights of(LayerConfig layer) {
      return OfLayer.of(listing, path + "/" + layer.name());
    }

    @Override
    public ModelWeights within(LayerConfig model, ModelConfig config) {
      return new Within(listing, path + "/" + model.name());
    }

    @Override
    public ModelWeights wrapped(LayerConfig wrapper, ModelConfig config) {
      return within(wrapper, config);
    }
  }

  /**
   * The weights of the layer at {@code path} within the one whose group lists them.
   *
   * @param within whether they are those of a layer within it, whose name may be on the way too
   * @param prefix what the name of the part begins with whose weights they are; empty if anything
   * @param index which of several such parts it is
   */
  private record OfLayer(Listing listing, String path, boolean within, String prefix, int index)
      implements LayerWeights {

    static OfLayer of(Listing listing, String path) {
      return new OfLayer(listing, path, false, "", 0);
    }

    @Override
    public Optional<StoredTensor> find(int position, List<String> names)
        throws InvalidModelException {
      for (String name : names) {
        List<String> found =
            longest(listing.paths().getOrDefault(name, List.of())).stream()
                .filter(this::isOfPart)
                .toList();
        if (index < found.size()) {
          return listing.group().orElseThrow().tensor(found.get(index));
        }
      }
      return Optional.empty();
    }

    /**
     * The paths that have most of the names on the way to this layer, from its end; at least the
     * layer's own.
     */
    private List<String> longest(List<String> candidates) {
      for (String suffix = path; !suffix.isEmpty(); suffix = withoutFirst(suffix)) {
        String wanted = suffix;
        List<String> found = candidates.stream().filter(c -> isAt(wanted, c)).toList();
        if (!found.isEmpty()) {
          return found;
        }
      }
      return path.isEmpty() ? candidates : List.of();
    }

    private boolean isAt(String suffix, String candidate) {
      String parent = "/" + parent(candidate);
      return within ? (parent + "/").contains(suffix + "/") : parent.endsWith(suffix);
    }

    /** Bidirectional names its two layers; what is in front of them may begin so by chance. */
    private boolean isOfPart(String candidate) {
      if (prefix.isEmpty()) {
        return true;
      }
      String last = "";
      for (String name : parent(candidate).split("/", -1)) {
        boolean side = name.startsWith("forward_") || name.startsWith("backward_");
        last = side ? name : last;
      }
      return last.startsWith(prefix);
    }

    private static String parent(String candidate) {
      return candidate.substring(0, Math.max(0, candidate.lastIndexOf('/')));
    }

    private static String withoutFirst(String suffix) {
      int next = suffix.indexOf('/', 1);
      return next < 0 ? "" : suffix.substring(next);
    }

    /** They are listed by the wrapper's name. */
    @Override
    public LayerWeights wrapped() {
      return new OfLayer(listing, path, true, prefix, index);
    }

    @Override
    public LayerWeights part(Part part) {
      String own = part.prefix().isEmpty() ? prefix : part.prefix();
      return new OfLayer(listing, path, true, own, part.index());
    }
  }
}
