/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.local.plant;

/**
 * What the simulator did to its readings: the counts that a job over them must arrive at.
 *
 * @param records messages, of whatever content
 * @param readings readings in decodable messages, the ones listed below included
 * @param lostSamples samples that were taken and never sent: not among the readings
 * @param duplicateReadings readings with the stamp and value of the one before, those in batches
 *     far too late left out
 * @param outOfOrderBatches batches whose later half stands first
 * @param delayedBatches batches held up by the network within the bounds: overtaken by later ones
 * @param backlogBatches batches of the offline device that were sent once it was back
 * @param lateBatches batches that came seconds too late
 * @param lateReadings readings in these, all of which a job must reject as late
 * @param unknownChannelReadings readings of a channel that no device has
 * @param futureReadings readings of a clock that is a year ahead
 * @param undecodableRecords messages that are no readings at all
 */
public record GroundTruth(
    long records,
    long readings,
    long lostSamples,
    long duplicateReadings,
    long outOfOrderBatches,
    long delayedBatches,
    long backlogBatches,
    long lateBatches,
    long lateReadings,
    long unknownChannelReadings,
    long futureReadings,
    long undecodableRecords) {}
