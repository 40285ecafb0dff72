/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.local.broker;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** The topics of one broker. */
final class Topics implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration POLL = Duration.ofMillis(10);

  private final Admin admin;

  Topics(String bootstrapServers) {
    admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers));
  }

  /** Returns when the topic can be written and described: creation itself is asynchronous. */
  void create(String name, int partitions, Map<String, String> configs) {
    Map<String, String> lasting = new HashMap<>(configs);
    lasting.putIfAbsent(TopicConfig.RETENTION_MS_CONFIG, "-1");
    NewTopic topic = new NewTopic(name, Optional.of(partitions), Optional.empty());
    try {
      await(admin.createTopics(List.of(topic.configs(lasting))).all());
      awaitLeaders(name);
    } catch (ExecutionException e) {
      throw new IllegalStateException(
          "topic cannot be created: topic=%s, %s".formatted(name, e.getCause().getMessage()), e);
    }
  }

  Set<String> names() {
    try {
      return await(admin.listTopics().names());
    } catch (ExecutionException e) {
      throw new IllegalStateException("topics cannot be listed: " + e.getCause().getMessage(), e);
    }
  }

  @Override
  public void close() {
    admin.close(Duration.ofSeconds(5));
  }

  private void awaitLeaders(String name) throws ExecutionException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!hasLeaders(name)) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(
            "topic has no leader: topic=%s, waited=%s".formatted(name, PATIENCE));
      }
      LockSupport.parkNanos(POLL.toNanos());
    }
  }

  private boolean hasLeaders(String name) throws ExecutionException {
    try {
      TopicDescription topic = await(admin.describeTopics(List.of(name)).allTopicNames()).get(name);
      return topic.partitions().stream().allMatch(partition -> partition.leader() != null);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        return false;
      }
      throw e;
    }
  }

  private static <T> T await(KafkaFuture<T> answer) throws ExecutionException {
    try {
      return answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the broker was asked", e);
    } catch (TimeoutException e) {
      throw new IllegalStateException("broker does not answer: waited=" + PATIENCE, e);
    }
  }
}
