/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.local.plant;

import io.tapline.schemas.FeatureVector;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes detections of scores. A fault begins when its score stays at {@link #ON} or above for
 * {@link #HOLD_MICROS}, and ends when it falls below {@link #OFF}: a score that trembles at the
 * threshold is one fault and not many. Results of a network that is not warm do not count.
 */
public final class FaultDetector {

  static final float ON = 0.5f;
  static final float OFF = 0.25f;
  static final long HOLD_MICROS = 300_000;

  private final Map<String, Rise[]> rises = new HashMap<>();
  private final List<Detection> detections = new ArrayList<>();

  /** Takes a result; those of one device come in the order of their time. */
  public void accept(FeatureVector result) {
    float[] scores = new float[result.getValues().size()];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = result.getValues().get(i);
    }
    accept(result.getDevice(), result.getTimestampMicros(), scores, 0, result.getFramesMissing());
  }

  /**
   * Takes a result; those of one device come in the order of their time.
   *
   * @param scores holds a score for each {@link FaultKind}, in order
   * @param offset index of the first score
   * @param framesMissing frames that the network still misses to a full receptive field
   */
  public void accept(
      String device, long timestampMicros, float[] scores, int offset, long framesMissing) {
    if (framesMissing > 0) {
      return;
    }
    Rise[] ofDevice = rises.computeIfAbsent(device, name -> new Rise[FaultKind.values().length]);
    for (FaultKind kind : FaultKind.values()) {
      float score = scores[offset + kind.score()];
      Rise rise = ofDevice[kind.score()];
      if (rise == null) {
        ofDevice[kind.score()] = score >= ON ? new Rise(timestampMicros, score) : null;
      } else if (rise.goesOn(timestampMicros, score)) {
        rise.peak = Math.max(rise.peak, score);
      } else {
        end(device, kind, rise, timestampMicros);
        ofDevice[kind.score()] = null;
      }
    }
  }

  private void end(String device, FaultKind kind, Rise rise, long endMicros) {
    if (rise.isFault) {
      detections.add(new Detection(device, kind, rise.startMicros, endMicros, rise.peak));
    }
  }

  /**
   * All faults detected so far, in the order of their start; one that has not ended yet ends with
   * its last result.
   */
  public List<Detection> detections() {
    List<Detection> all = new ArrayList<>(detections);
    rises.forEach(
        (device, ofDevice) -> {
          for (FaultKind kind : FaultKind.values()) {
            Rise rise = ofDevice[kind.score()];
            if (rise != null && rise.isFault) {
              all.add(new Detection(device, kind, rise.startMicros, rise.lastMicros, rise.peak));
            }
          }
        });
    all.sort(Comparator.comparingLong(Detection::startMicros).thenComparing(Detection::device));
    return Collections.unmodifiableList(all);
  }

  /** A score that has risen, and may become a fault. */
  private static final class Rise {
    private final long startMicros;
    private long lastMicros;
    private float peak;
    private boolean isFault;

    Rise(long startMicros, float score) {
      this.startMicros = startMicros;
      lastMicros = startMicros;
      peak = score;
    }

    boolean goesOn(long micros, float score) {
      lastMicros = micros;
      isFault |= score >= ON && micros - startMicros >= HOLD_MICROS;
      return score >= (isFault ? OFF : ON);
    }
  }
}
