/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.alignment;

import static io.tapline.alignment.Scenario.alignment;
import static io.tapline.alignment.Scenario.channel;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** A device whose state goes on under another alignment than the one that it was saved under. */
class AnotherAlignmentTest {

  @Test
  void shouldStartSegmentWhereFramesMeanSomethingElse() {
    Scenario device = new Scenario(alignment(channel("a", 0), channel("b", 0)));
    device.reading(0, 0, 1).reading(1, 0, 2).reading(0, 15, 3);
    assertThat(device.frames()).containsExactly("|0: 1 2");

    assertThat(device.goOnUnder(alignment(channel("b", 0), channel("a", 0)))).isZero();
    assertThat(device.reading(0, 20, 4).frames()).containsExactly("|10: 2~ 3");
    assertThat(device.goOnUnder(device.aligner().alignment())).isZero();
    assertThat(device.flush().frames()).containsExactly("20: 4 3~");
  }

  @Test
  void shouldGoOnWithTheSegmentWhereOnlyTheWaitingChanges() {
    Scenario device = new Scenario(alignment(channel("a", 0)));
    device.reading(0, 0, 1).reading(0, 15, 3).frames();

    device.goOnUnder(alignment(7, 90, channel("a", 40)));
    assertThat(device.flush().frames()).containsExactly("10: 3");
  }

  @Test
  void shouldReleaseNothingTwiceUnderAnotherGrid() {
    Alignment ten = alignment(channel("a", 0));
    Alignment four =
        new Alignment(new Grid(0, 4_000), ten.layout(), ten.bounds(), ten.blockFrames());
    Scenario device = new Scenario(ten);
    device.reading(0, 0, 1).reading(0, 10.5, 2).reading(0, 12, 3);
    assertThat(device.frames()).containsExactly("|0: 1");

    // Up to 10 ms all is released, so the tick of 8 to 12 ms is half gone.
    assertThat(device.goOnUnder(four)).isEqualTo(1);
    assertThat(device.state().buffered()).isEqualTo(1);
    assertThat(device.reading(0, 11, 9).verdict()).isEqualTo(Verdict.LATE);
    assertThat(device.flush().frames()).containsExactly("|12: 3");
  }

  @Test
  void shouldStartSegmentAfterALayoutThatWasChangedAndChangedBackUnseen() {
    DerivedChannel change = new DerivedChannel("change", Derivation.CHANGE, List.of("a"), 1, 0);
    Alignment looksBack = alignment(channel("a", 0), change);
    Scenario device = new Scenario(looksBack);
    device.reading(0, 0, 1).reading(0, 10, 2).frames();

    AlignmentState migrated = device.state().forLayout(List.of("a", "b"));
    AlignmentState back = migrated.forLayout(List.of("a"));
    Aligner aligner = new Aligner(looksBack);
    assertThat(aligner.adopt(back)).isZero();
    assertThat(aligner.add(back, 0, 20_000, 3, -1)).isEqualTo(Verdict.BUFFERED);
    aligner.flush("d", back, block -> assertThat(block.segmentStart()).isTrue());
    assertThat(back.buffered()).isZero();
  }

  @Test
  void shouldKeepChannelsByNameUnderAnotherLayout() {
    Scenario device = new Scenario(alignment(channel("a", 0), channel("b", 0)));
    device.reading(1, 0, 7);

    AlignmentState moved = device.state().forLayout(List.of("new", "b"));

    assertThat(moved.buffered()).isEqualTo(1);
    assertThat(moved.channels().firstTime(1)).isZero();
    assertThat(moved.channels().clock(0)).isEqualTo(ChannelBuffers.NEVER);
    assertThat(moved.forLayout(List.of("new", "b"))).isSameAs(moved);
  }
}
