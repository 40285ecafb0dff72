/** Reading records from Kafka, writing results to it, and checking both before the job starts. */
package io.tapline.pipeline.kafka;
