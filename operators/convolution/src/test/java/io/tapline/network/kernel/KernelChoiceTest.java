/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Test;

class KernelChoiceTest {
  private static final boolean MODULE =
      ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();

  @Test
  void shouldFindVectorsWhereTheJvmHasTheModule() {
    assumeTrue(MODULE, "the JVM was started without jdk.incubator.vector");

    KernelChoice choice = KernelChoice.choose("auto");

    assertThat(choice.mode()).isEqualTo(KernelChoice.Mode.AUTO);
    assertThat(choice.vectors()).isPresent();
    assertThat(choice.reason()).matches("vectors of (128|256|512) bits");
  }

  @Test
  void shouldTellTheFlagWhereTheJvmDoesNotHaveTheModule() {
    assumeTrue(!MODULE, "the JVM was started with jdk.incubator.vector");

    KernelChoice choice = KernelChoice.choose("auto");

    assertThat(choice.vectors()).isEmpty();
    assertThat(choice.reason())
        .isEqualTo(
            "plain loops, for the JVM was started without --add-modules jdk.incubator.vector, which"
                + " makes networks several times as fast");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> KernelChoice.choose("vector"))
        .withMessage(
            "vectors are asked for, but the JVM was started without --add-modules"
                + " jdk.incubator.vector: tapline.kernels=vector");
  }

  @Test
  void shouldHeedTheWishForPlainLoops() {
    KernelChoice choice = KernelChoice.choose("plain");

    assertThat(choice.vectors()).isEmpty();
    assertThat(choice.reason()).isEqualTo("plain loops, as tapline.kernels asks for");
  }

  @Test
  void shouldRefuseAWishThatItDoesNotKnow() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> KernelChoice.choose("fast"))
        .withMessage("tapline.kernels must be auto, plain or vector: got=fast");
  }
}
