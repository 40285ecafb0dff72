/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.local.plant;

/** The counts of {@link GroundTruth} while they grow. */
final class Tally {

  long records;
  long readings;
  long lostSamples;
  long duplicateReadings;
  long outOfOrderBatches;
  long delayedBatches;
  long backlogBatches;
  long lateBatches;
  long lateReadings;
  long unknownChannelReadings;
  long futureReadings;
  long undecodableRecords;

  GroundTruth toGroundTruth() {
    return new GroundTruth(
        records,
        readings,
        lostSamples,
        duplicateReadings,
        outOfOrderBatches,
        delayedBatches,
        backlogBatches,
        lateBatches,
        lateReadings,
        unknownChannelReadings,
        futureReadings,
        undecodableRecords);
  }
}
