/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.local.broker;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The settings of one node that is broker and controller, and keeps everything for ever. */
final class BrokerSettings {

  static final int NODE_ID = 1;
  static final String CONTROLLER = "CONTROLLER";

  private BrokerSettings() {}

  static Map<String, String> of(Path directory, String host, int port, int controllerPort) {
    Map<String, String> settings = new HashMap<>();
    settings.put("process.roles", "broker,controller");
    settings.put("node.id", String.valueOf(NODE_ID));
    settings.put("log.dirs", directory.toString());
    addListeners(settings, host, port, controllerPort);
    addSingleReplicas(settings);
    addLastingTopics(settings);
    addQuickReactions(settings);
    addSmallFootprint(settings);
    return settings;
  }

  private static void addListeners(
      Map<String, String> settings, String host, int port, int controllerPort) {
    String broker = "PLAINTEXT://%s:%d".formatted(host, port);
    String controller = "%s:%d".formatted(host, controllerPort);
    settings.put("listeners", broker + "," + CONTROLLER + "://" + controller);
    settings.put("advertised.listeners", broker);
    settings.put("controller.listener.names", CONTROLLER);
    settings.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
    settings.put("controller.quorum.voters", NODE_ID + "@" + controller);
  }

  private static void addSingleReplicas(Map<String, String> settings) {
    settings.put("offsets.topic.replication.factor", "1");
    settings.put("transaction.state.log.replication.factor", "1");
    settings.put("transaction.state.log.min.isr", "1");
    settings.put("share.coordinator.state.topic.replication.factor", "1");
    settings.put("share.coordinator.state.topic.min.isr", "1");
    settings.put("default.replication.factor", "1");
    settings.put("min.insync.replicas", "1");
  }

  /** Retention counts event time: with the default, an old recording would be deleted at once. */
  private static void addLastingTopics(Map<String, String> settings) {
    settings.put("log.retention.ms", "-1");
    settings.put("auto.create.topics.enable", "false");
  }

  /** The session is short so that a broker that was killed is back in seconds. */
  private static void addQuickReactions(Map<String, String> settings) {
    settings.put("group.initial.rebalance.delay.ms", "0");
    settings.put("broker.session.timeout.ms", "3000");
    settings.put("broker.heartbeat.interval.ms", "500");
  }

  /** Defaults are for a server of its own: 50 partitions for offsets, 128 MB for the cleaner. */
  private static void addSmallFootprint(Map<String, String> settings) {
    settings.put("offsets.topic.num.partitions", "4");
    settings.put("transaction.state.log.num.partitions", "4");
    settings.put("share.coordinator.state.topic.num.partitions", "4");
    settings.put("log.cleaner.dedupe.buffer.size", "4000000");
    settings.put("num.network.threads", "2");
    settings.put("num.io.threads", "4");
    settings.put("background.threads", "2");
  }
}
