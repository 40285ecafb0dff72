/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.local.cluster;

import org.apache.flink.configuration.BlobServerOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;

/** Binds every port of a mini-cluster to loopback. */
final class LoopbackConfiguration {

  static final String HOST = "127.0.0.1";

  private static final String ANY_PORT = "0";

  private LoopbackConfiguration() {}

  /** What the user gave, with the addresses replaced and ports free unless given. */
  static Configuration over(Configuration given) {
    Configuration configuration = new Configuration(given);
    configuration.set(JobManagerOptions.ADDRESS, HOST);
    configuration.set(JobManagerOptions.BIND_HOST, HOST);
    configuration.set(TaskManagerOptions.HOST, HOST);
    configuration.set(TaskManagerOptions.BIND_HOST, HOST);
    configuration.set(RestOptions.ADDRESS, HOST);
    configuration.set(RestOptions.BIND_ADDRESS, HOST);
    configuration.set(
        RestOptions.BIND_PORT,
        given
            .getOptional(RestOptions.BIND_PORT)
            .orElse(given.getOptional(RestOptions.PORT).map(String::valueOf).orElse(ANY_PORT)));
    configuration.set(BlobServerOptions.PORT, ANY_PORT);
    // Jobs come from this process: nobody else on the machine should run code in it.
    configuration.set(WebOptions.SUBMIT_ENABLE, false);
    return configuration;
  }
}
