/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.tapline.alignment.AlignmentState;
import io.tapline.flink.element.DeviceReadings;
import io.tapline.flink.state.DeviceAlignment;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DeviceTableTest {

  private static final long FIRST_SEED = 77_000;

  @Test
  void shouldFindWhatAMapFinds() {
    for (long seed = FIRST_SEED; seed < FIRST_SEED + 50; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      DeviceTable table = new DeviceTable();
      Map<String, DeviceAlignment> map = new HashMap<>();
      int names = 1 + random.nextInt(400);
      for (int step = 0; step < 3_000; step++) {
        String name = name(random.nextInt(names));
        switch (random.nextInt(5)) {
          case 0, 1 -> {
            DeviceAlignment device = device();
            table.put(name, device);
            map.put(name, device);
          }
          case 2, 3 -> {
            table.remove(name);
            map.remove(name);
          }
          default -> {
            if (random.nextInt(300) == 0) {
              table.clear();
              map.clear();
            }
          }
        }
        assertThat(table.get(name)).as("seed=%d, %s", seed, name).isSameAs(map.get(name));
        assertThat(table.size()).as("seed=%d", seed).isEqualTo(map.size());
      }
      for (int i = 0; i < names; i++) {
        assertThat(table.get(name(i))).as("seed=%d", seed).isSameAs(map.get(name(i)));
      }
    }
  }

  @Test
  void shouldTellNamesApartThatHashAlike() {
    DeviceTable table = new DeviceTable();
    DeviceAlignment one = device();
    DeviceAlignment other = device();
    assertThat("Aa").hasSameHashCodeAs("BB");
    table.put("Aa", one);
    table.put("BB", other);

    assertThat(table.get("Aa")).isSameAs(one);
    table.remove("Aa");

    assertThat(table.get("Aa")).isNull();
    assertThat(table.get("BB")).isSameAs(other);
  }

  @Test
  void shouldFindNamesThatAllHashAlike() {
    int count = 3_000;
    DeviceTable table = new DeviceTable();
    DeviceAlignment[] devices = new DeviceAlignment[count];
    for (int i = 0; i < count; i++) {
      devices[i] = device();
      table.put(CollidingNames.name(i), devices[i]);
      table.put("other-" + i, devices[i]);
    }
    assertThat(table.size()).isEqualTo(2 * count);
    for (int i = 0; i < count; i++) {
      assertThat(table.get(CollidingNames.name(i))).isSameAs(devices[i]);
      assertThat(table.get("other-" + i)).isSameAs(devices[i]);
    }
    assertThat(table.get(CollidingNames.name(count))).isNull();

    // Those that stood near go first, and those that stood far stay where they are.
    for (int i = 0; i < count; i += 2) {
      table.remove(CollidingNames.name(i));
    }
    table.remove(CollidingNames.name(0));
    DeviceAlignment replaced = device();
    table.put(CollidingNames.name(count - 1), replaced);
    assertThat(table.size()).isEqualTo(count + count / 2);
    for (int i = 0; i < count - 1; i++) {
      assertThat(table.get(CollidingNames.name(i))).isSameAs(i % 2 == 0 ? null : devices[i]);
    }
    assertThat(table.get(CollidingNames.name(count - 1))).isSameAs(replaced);

    table.clear();
    assertThat(table.size()).isZero();
    assertThat(table.get(CollidingNames.name(count - 1))).isNull();
  }

  @Test
  void shouldReadPlacesWithAndWithoutADevice() {
    DeviceTable table = new DeviceTable();
    DeviceReadings record = AlignOperatorTest.readings("pump-1", 0, 0, 0, 1, 1, 0, 1);
    DeviceReadings empty = AlignOperatorTest.readings("pump-1", 0);
    int place = table.firstPlaceOf("pump-1");
    assertThat(table.touch(place)).isZero();
    assertThat(table.touchDevice(place)).isZero();
    assertThat(table.touchChannels(place, record)).isZero();
    table.put("pump-1", device());

    assertThat(table.touch(place)).isEqualTo(2);
    assertThatCode(() -> table.touchDevice(place)).doesNotThrowAnyException();
    assertThatCode(() -> table.touchChannels(place, record)).doesNotThrowAnyException();
    assertThat(table.touchChannels(place, empty)).isZero();
  }

  /** Every fourth has the hash of another, and short names stand side by side. */
  private static String name(int number) {
    return switch (number % 4) {
      case 0 -> "Aa" + number / 4;
      case 1 -> "BB" + number / 4;
      default -> "" + number;
    };
  }

  private static DeviceAlignment device() {
    return new DeviceAlignment(new AlignmentState(List.of("a", "b")));
  }
}
