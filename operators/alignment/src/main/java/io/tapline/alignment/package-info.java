/**
 * Readings to channel-aligned frames.
 *
 * <p>A device's readings come in any order that its bounds allow; {@link Aligner} buffers them in
 * an {@link AlignmentState}, decides from the device's own clocks which ticks of the {@link Grid}
 * are complete, and hands those on as {@link FrameBlock}s. All times are microseconds since the
 * epoch, and no clock of the machine is ever read.
 */
package io.tapline.alignment;
