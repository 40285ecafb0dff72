/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.alignment;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.alignment.Fill.Constant;
import io.tapline.alignment.Fill.Hold;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FrameFingerprintTest {

  private static final Channel A = new Channel("a", Aggregate.MEAN, new Hold(5), 9, 2, 1);
  private static final Channel B = new Channel("b", Aggregate.LAST, new Constant(3), 9, 1, 0);
  private static final long OF_A_AND_B = of(3, 10, A, B);

  @Test
  void shouldBeTheDocumentedNumber() {
    assertThat(OF_A_AND_B).isEqualTo(-0x4d473cf1770b1520L);
  }

  @Test
  void shouldDifferWhereFramesMeanSomethingElse() {
    assertThat(
            Stream.of(
                of(3, 10, B, A),
                of(3, 10, A),
                of(3, 11, A, B),
                of(4, 10, A, B),
                of(3, 10, new Channel("c", Aggregate.MEAN, new Hold(5), 9, 2, 1), B),
                of(3, 10, new Channel("a", Aggregate.LAST, new Hold(5), 9, 2, 1), B),
                of(3, 10, new Channel("a", Aggregate.MEAN, new Hold(6), 9, 2, 1), B),
                of(3, 10, new Channel("a", Aggregate.MEAN, new Constant(5), 9, 2, 1), B),
                of(3, 10, new Channel("a", Aggregate.MEAN, new Hold(5), 9, 3, 1), B),
                of(3, 10, new Channel("a", Aggregate.MEAN, new Hold(5), 9, 2, 0), B)))
        .doesNotHaveDuplicates()
        .doesNotContain(OF_A_AND_B);
  }

  @Test
  void shouldBeTheSameWhereOnlyTheWaitingOrTheNumberingOfTicksDiffers() {
    assertThat(of(3, 10, new Channel("a", Aggregate.MEAN, new Hold(5), 8, 2, 1), B))
        .isEqualTo(OF_A_AND_B);
    assertThat(of(-17, 10, A, B)).isEqualTo(OF_A_AND_B);
  }

  @Test
  void shouldBeTheDocumentedNumberWithADerivedChannel() {
    assertThat(of(3, 10, A, norm("n", 2, 1, "b", "a"), B)).isEqualTo(0x4132633b39647234L);
  }

  @Test
  void shouldDifferWhereDerivedChannelsDo() {
    DerivedChannel norm = norm("n", 2, 1, "a", "b");
    assertThat(
            Stream.of(
                OF_A_AND_B,
                of(3, 10, norm, A, B),
                of(3, 10, A, norm, B),
                of(3, 10, A, B, norm),
                of(3, 10, norm, A, B, norm("m", 2, 1, "a", "b")),
                of(3, 10, norm("n", 2, 1, "b", "a"), A, B),
                of(3, 10, norm("n", 2, 1, "a"), A, B),
                of(3, 10, norm("n", 2, 1, "b"), A, B),
                of(3, 10, norm("n", 3, 1, "a", "b"), A, B),
                of(3, 10, norm("n", 2, 0, "a", "b"), A, B)))
        .doesNotHaveDuplicates();
  }

  @Test
  void shouldBeTheSameWhereOnlyTheNameOfADerivedChannelDiffers() {
    assertThat(of(3, 10, A, norm("n", 2, 1, "a"), B))
        .isEqualTo(of(3, 10, A, norm("other", 2, 1, "a"), B));
  }

  private static DerivedChannel norm(String name, double scale, double offset, String... sources) {
    return new DerivedChannel(name, Derivation.NORM, Arrays.asList(sources), scale, offset);
  }

  private static long of(long origin, long period, FrameChannel... channels) {
    return new Alignment(
            new Grid(origin, period),
            new ChannelLayout(Arrays.asList(channels)),
            new TimeBounds(0, 0, 0, 0),
            1)
        .frameFingerprint();
  }
}
