/**
 * A simulated plant: eight machines with fifteen channels each, seen through real-world sensors and
 * uplinks, with labelled faults; and the network that finds them, whose weights are computed here.
 *
 * <p>Everything follows from a seed, bit for bit on every machine: the noise is integer arithmetic,
 * and what is not exact in IEEE 754 comes from {@link StrictMath}.
 */
package io.tapline.local.plant;
