/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.local.broker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;

/**
 * A real Kafka broker, with its controller, in this process and on loopback only.
 *
 * <p>Kafka ends the whole process when it can no longer keep its data, for example on a full disk.
 */
public final class KafkaBroker implements AutoCloseable {

  private static final String HOST = "127.0.0.1";
  private static final Duration SHUTDOWN = Duration.ofSeconds(30);

  private final BrokerDirectory directory;
  private final boolean temporary;
  private final int port;
  private final KafkaRaftServer server;
  private final Topics topics;
  private boolean closed;

  private KafkaBroker(
      BrokerDirectory directory, boolean temporary, int port, KafkaRaftServer server) {
    this.directory = directory;
    this.temporary = temporary;
    this.port = port;
    this.server = server;
    topics = new Topics(bootstrapServers());
  }

  /** Starts a broker on a free port, with data that goes when it is closed. */
  public static KafkaBroker start() throws IOException {
    return start(Map.of());
  }

  /**
   * The same, with settings of the broker that replace or add to those of {@link BrokerSettings}.
   */
  public static KafkaBroker start(Map<String, String> settings) throws IOException {
    Path directory = Files.createTempDirectory("tapline-broker-");
    return start(new BrokerDirectory(directory), true, FreePort.find(HOST), settings);
  }

  /**
   * Starts a broker that keeps its data in a directory: an empty one, or that of an earlier run.
   */
  public static KafkaBroker start(Path directory, int port) throws IOException {
    return start(new BrokerDirectory(directory.toAbsolutePath()), false, port, Map.of());
  }

  private static KafkaBroker start(
      BrokerDirectory directory, boolean temporary, int port, Map<String, String> own)
      throws IOException {
    FreePort.require(HOST, port);
    directory.open();
    Map<String, String> settings =
        BrokerSettings.of(directory.path(), HOST, port, FreePort.find(HOST));
    settings.putAll(own);
    try {
      return new KafkaBroker(directory, temporary, port, startServer(settings));
    } catch (RuntimeException e) {
      directory.close();
      throw new IOException(
          "broker cannot start: directory=%s, port=%d, %s"
              .formatted(directory.path(), port, e.getMessage()),
          e);
    }
  }

  private static KafkaRaftServer startServer(Map<String, String> settings) {
    KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(settings, false), Time.SYSTEM);
    try {
      server.startup();
      return server;
    } catch (RuntimeException e) {
      shutDown(server);
      throw e;
    }
  }

  /** What clients are given as {@code bootstrap.servers}. */
  public String bootstrapServers() {
    return HOST + ":" + port;
  }

  /**
   * Creates a topic, which can be used when this returns. Unless {@code configs} has another
   * retention, nothing is ever deleted: results carry event times, and old ones would go at once.
   */
  public void createTopic(String name, int partitions, Map<String, String> configs) {
    topics.create(name, partitions, configs);
  }

  public void createTopic(String name, int partitions) {
    createTopic(name, partitions, Map.of());
  }

  /** Names of all topics, without Kafka's own. */
  public Set<String> topics() {
    return topics.names();
  }

  /** Waits until the broker has been closed, here or by another thread. */
  public void awaitClosed() {
    server.awaitShutdown();
  }

  /** Stops the broker within 30 seconds, and removes its data if it made the directory. */
  @Override
  public synchronized void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    topics.close();
    shutDown(server);
    directory.close();
    if (temporary) {
      directory.delete();
    }
  }

  /** In a thread of its own, because Kafka waits minutes for what hangs. */
  private static void shutDown(KafkaRaftServer server) {
    Thread shutdown = new Thread(server::shutdown, "broker-shutdown");
    shutdown.setDaemon(true);
    shutdown.start();
    try {
      shutdown.join(SHUTDOWN.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (shutdown.isAlive()) {
      throw new IllegalStateException("broker does not stop: waited=" + SHUTDOWN);
    }
  }
}
