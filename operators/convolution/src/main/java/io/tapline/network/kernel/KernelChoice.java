/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.kernel;

import java.util.Locale;
import java.util.Optional;

/**
 * The one door to kernels: says which there are in this JVM, and why.
 *
 * <p>Explicit vectors need the module {@code jdk.incubator.vector}, which a JVM has only if it was
 * started with {@code --add-modules jdk.incubator.vector}. Nothing but the class that is found here
 * by its name refers to that module.
 *
 * @param mode what the system property {@code tapline.kernels} asks for
 * @param vectors makes kernels of vectors; empty where there are none
 * @param reason what there is and why, and what would change it
 */
public record KernelChoice(Mode mode, Optional<VectorFactory> vectors, String reason) {
  private static final String PROPERTY = "tapline.kernels";

  /** Double vectors of half as many lanes must be vectors as well. */
  private static final int LEAST_BITS = 128;

  private static final String MODULE = "jdk.incubator.vector";
  private static final String FACTORY = "io.tapline.network.kernel.vector.VectorKernelFactory";

  /** How to choose. */
  public enum Mode {
    /** Plain loops at first, and vectors as soon as they have proved to be faster. */
    AUTO,
    /** Plain loops only. */
    PLAIN,
    /** Vectors from the first frame on. */
    VECTOR
  }

  /** Makes kernels of explicit vectors. */
  public interface VectorFactory {

    /** New ones, for one network. */
    Kernels newKernels();

    /** Bits of a vector. */
    int bits();
  }

  /**
   * What there is in this JVM.
   *
   * @throws IllegalArgumentException if the system property is none of the modes, or asks for
   *     vectors where there are none
   */
  public static KernelChoice here() {
    return choose(System.getProperty(PROPERTY, "auto"));
  }

  static KernelChoice choose(String wish) {
    Mode mode = mode(wish);
    if (mode == Mode.PLAIN) {
      return new KernelChoice(mode, Optional.empty(), "plain loops, as " + PROPERTY + " asks for");
    }
    if (ModuleLayer.boot().findModule(MODULE).isEmpty()) {
      if (mode == Mode.VECTOR) {
        throw new IllegalArgumentException(
            "vectors are asked for, but the JVM was started without --add-modules "
                + MODULE
                + ": "
                + PROPERTY
                + "="
                + wish);
      }
      return new KernelChoice(
          mode,
          Optional.empty(),
          "plain loops, for the JVM was started without --add-modules "
              + MODULE
              + ", which makes networks several times as fast");
    }
    try {
      VectorFactory factory = (VectorFactory) Class.forName(FACTORY).getConstructor().newInstance();
      int bits = factory.bits();
      if (bits < LEAST_BITS || bits > Kernels.SLACK * Float.SIZE) {
        return none(
            mode, "plain loops, for there are no kernels for vectors of so many bits: " + bits);
      }
      return new KernelChoice(mode, Optional.of(factory), "vectors of " + bits + " bits");
    } catch (ReflectiveOperationException | LinkageError e) {
      return none(mode, "plain loops, for vectors do not work in this JVM: " + e);
    }
  }

  private static KernelChoice none(Mode mode, String reason) {
    if (mode == Mode.VECTOR) {
      throw new IllegalArgumentException(
          PROPERTY + " asks for vectors, but there are none: " + reason);
    }
    return new KernelChoice(mode, Optional.empty(), reason);
  }

  private static Mode mode(String wish) {
    try {
      return Mode.valueOf(wish.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          PROPERTY + " must be auto, plain or vector: got=" + wish, e);
    }
  }
}
