/**
 * The job: its configuration, its topology, and what reads and writes Kafka around it.
 *
 * <p>{@link io.tapline.pipeline.PipelineJob} is the main class of the jar to submit; {@link
 * io.tapline.pipeline.Topology} is what it and every test run.
 */
package io.tapline.pipeline;
