/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.alignment;

import static io.tapline.alignment.Scenario.alignment;
import static io.tapline.alignment.Scenario.channel;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapline.alignment.Fill.Constant;
import io.tapline.alignment.Fill.Hold;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class DerivedChannelTest {

  @Test
  void shouldStandAtAnyPlaceOfTheFrame() {
    Channel x = channel("x", 0);
    Channel y = channel("y", 0);
    DerivedChannel norm = norm("norm", "x", "y");

    assertThat(frameOf3And4(norm, x, y)).isEqualTo("|0: 5 3 -4");
    assertThat(frameOf3And4(x, norm, y)).isEqualTo("|0: 3 5 -4");
    assertThat(frameOf3And4(x, y, norm)).isEqualTo("|0: 3 -4 5");
    assertThat(frameOf3And4(norm("left", "y"), x, norm, norm("right", "x"), y))
        .isEqualTo("|0: 4 3 5 3 -4");
  }

  @Test
  void shouldBeTheNormOfRawAggregatesThenScaledByItsOwn() {
    Channel x = new Channel("x", Aggregate.MEAN, new Hold(0), 0, 100, 7);
    Channel y = new Channel("y", Aggregate.LAST, new Hold(0), 0, 0, -1);
    DerivedChannel norm = new DerivedChannel("norm", Derivation.NORM, List.of("x", "y"), 2, 0.5);
    Scenario device = new Scenario(alignment(x, norm, y));

    device.reading(0, 0, 2).reading(0, 1, 4).reading(1, 0, 9).reading(1, 1, 4).flush();
    assertThat(device.frames()).containsExactly("|0: 307 10.5 -1");
  }

  @Test
  void shouldBeObservedFilledOrMissingAsItsSourcesAre() {
    Channel held = channel("held", Aggregate.LAST, new Hold(10 * Scenario.MS), 100);
    Channel constant = channel("constant", Aggregate.LAST, new Constant(4), 100);
    Scenario device = new Scenario(alignment(held, constant, norm("norm", "held", "constant")));

    device.reading(0, 0, 3).reading(1, 0, -4).reading(0, 10, 3).reading(1, 40, 4).flush();
    assertThat(device.frames())
        .containsExactly(
            "|0: 3 -4 5", "10: 3 4~ 5~", "20: 3~ 4~ 5~", "30: 0? 4~ 0?", "40: 0? 4 0?");
  }

  @Test
  void shouldBeMissingWhateverTheOrderOfItsSources() {
    Channel missing = channel("missing", Aggregate.LAST, new Hold(0), 0);
    Channel constant = channel("constant", Aggregate.LAST, new Constant(4), 0);
    Scenario device =
        new Scenario(
            alignment(
                missing,
                constant,
                channel("observed", 0),
                new DerivedChannel(
                    "one", Derivation.NORM, List.of("missing", "constant", "observed"), 1, 9),
                new DerivedChannel(
                    "two", Derivation.NORM, List.of("observed", "constant", "missing"), 1, 9)));

    assertThat(device.reading(2, 0, 1).flush().frames()).containsExactly("|0: 0? 4~ 1 0? 0?");
  }

  @Test
  void shouldBeKnownToNoReadingClockOrState() {
    ChannelLayout layout =
        new ChannelLayout(List.of(norm("norm", "b", "a"), channel("a", 0), channel("b", 0)));

    assertThat(layout.width()).isEqualTo(3);
    assertThat(layout.measuredNames()).containsExactly("a", "b");
    assertThat(layout.indexOf("norm")).isEqualTo(-1);
    assertThat(layout.indexOf("b")).isEqualTo(1);
    assertThat(
            new Aligner(alignment(0, 50, layout.frame().toArray(FrameChannel[]::new))).newState())
        .extracting(AlignmentState::channelNames)
        .isEqualTo(List.of("a", "b"));
  }

  @Test
  void shouldStartSegmentWhereANormIsAddedOrDroppedOrOfOthers() {
    Channel x = channel("x", 0);
    Channel y = channel("y", 0);
    Scenario device = new Scenario(alignment(x, y));
    device.reading(0, 0, 3).reading(1, 0, 4).reading(0, 10, 6);
    assertThat(device.frames()).containsExactly("|0: 3 4");

    assertThat(device.goOnUnder(alignment(norm("norm", "x", "y"), x, y))).isZero();
    device.reading(1, 10, 8).reading(0, 20, 1).frames();
    assertThat(device.goOnUnder(alignment(norm("norm", "x", "y"), x, y))).isZero();
    assertThat(device.reading(0, 30, 5).frames()).containsExactly("20: 8.062258~ 1 8~");
    assertThat(device.goOnUnder(alignment(norm("norm", "x"), x, y))).isZero();
    assertThat(device.reading(0, 40, 7).frames()).containsExactly("|30: 5 5 8~");
    assertThat(device.goOnUnder(alignment(x, y))).isZero();
    assertThat(device.flush().frames()).containsExactly("|40: 7 8~");
  }

  @Test
  void shouldRefuseWhatIsNoNorm() {
    assertThatThrownBy(() -> norm("n"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a norm has another number of sources: channel=n, sources=0");
    assertThatThrownBy(() -> norm("n", "a", "b", "a"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a norm has a source twice: channel=n, sources=[a, b, a]");
    assertThatThrownBy(() -> new DerivedChannel("n", Derivation.NORM, List.of("a"), Double.NaN, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("scale and offset must be finite: channel=n, scale=NaN, offset=0.0");
  }

  @Test
  void shouldRefuseALayoutWhoseSourcesAreNotMeasured() {
    Channel a = channel("a", 0);
    assertThatThrownBy(() -> layout(a, norm("n", "a", "b")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a source is no measured channel: channel=n, source=b");
    assertThatThrownBy(() -> layout(a, norm("m", "a"), norm("n", "m")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a source is no measured channel: channel=n, source=m");
    assertThatThrownBy(() -> layout(a, norm("a", "a")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("two channels have one name: name=a");
  }

  /** One frame of x = 3 and y = -4. */
  private static String frameOf3And4(FrameChannel... channels) {
    Scenario device = new Scenario(alignment(channels));
    return device.reading(0, 0, 3).reading(1, 0, -4).flush().frames().get(0);
  }

  private static DerivedChannel norm(String name, String... sources) {
    return new DerivedChannel(name, Derivation.NORM, Arrays.asList(sources), 1, 0);
  }

  private static ChannelLayout layout(FrameChannel... channels) {
    return new ChannelLayout(Arrays.asList(channels));
  }
}
