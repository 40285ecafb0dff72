/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline.kafka;

import io.tapline.pipeline.config.DeliveryConfig.Guarantee;
import io.tapline.pipeline.config.PipelineConfig;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.MemberToRemove;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.AuthorizationException;

/**
 * Asks which rights the job's user has, so that a missing one is named before the start and not by
 * restarts of the job. Nothing is written but one empty transactional id for each sink.
 */
final class KafkaRights {

  private final PipelineConfig config;
  private final Admin admin;
  private final long deadline;

  /**
   * @param deadline of all answers together, as {@link System#nanoTime} has it
   */
  KafkaRights(PipelineConfig config, Admin admin, long deadline) {
    this.config = config;
    this.admin = admin;
    this.deadline = deadline;
  }

  /** One line for each missing right; what the broker does not tell counts as granted. */
  List<String> problems() throws InterruptedException {
    List<String> problems = new ArrayList<>();
    topics(problems);
    if (isRefused(groupProbe())) {
      problems.add(missing(AclOperation.READ, "group=" + config.group()));
    }
    if (config.delivery().guarantee() == Guarantee.EXACTLY_ONCE) {
      transactionalIds(problems);
    }
    return problems;
  }

  /** A member that is not there leaves the group: it takes the right to read, and does nothing. */
  private KafkaFuture<Void> groupProbe() {
    RemoveMembersFromConsumerGroupOptions nobody =
        new RemoveMembersFromConsumerGroupOptions(Set.of(new MemberToRemove("tapline-probe")));
    return admin.removeMembersFromConsumerGroup(config.group(), nobody).all();
  }

  private void topics(List<String> problems) throws InterruptedException {
    Map<String, AclOperation> needed = new LinkedHashMap<>();
    config.input().topicNames().forEach(topic -> needed.put(topic, AclOperation.READ));
    config.topicsWritten().values().forEach(topic -> needed.put(topic, AclOperation.WRITE));
    Map<String, KafkaFuture<TopicDescription>> described =
        admin
            .describeTopics(
                needed.keySet(), new DescribeTopicsOptions().includeAuthorizedOperations(true))
            .topicNameValues();
    for (Map.Entry<String, AclOperation> need : needed.entrySet()) {
      KafkaFuture<TopicDescription> topic = described.get(need.getKey());
      if (isRefused(topic) || lacks(topic, need.getValue())) {
        problems.add(missing(need.getValue(), "topic=" + need.getKey()));
      }
    }
  }

  private boolean lacks(KafkaFuture<TopicDescription> topic, AclOperation operation)
      throws InterruptedException {
    try {
      Set<AclOperation> rights = KafkaCheck.answer(topic, deadline).authorizedOperations();
      return rights != null && !rights.isEmpty() && !rights.contains(operation);
    } catch (ExecutionException | TimeoutException | KafkaException e) {
      return false;
    }
  }

  /** Taking an id is what a sink's first step is. */
  private void transactionalIds(List<String> problems) throws InterruptedException {
    Collection<String> probes = new LinkedHashSet<>();
    for (String role : SinkRoles.of(config)) {
      probes.add(config.transactionalIdPrefix() + "-" + role + "-probe");
    }
    Map<String, KafkaFuture<Void>> taken = admin.fenceProducers(probes).fencedProducers();
    for (String probe : probes) {
      if (isRefused(taken.get(probe))) {
        problems.add(
            missing(
                AclOperation.WRITE,
                "transactional id=" + probe + ", prefix=" + config.transactionalIdPrefix()));
      }
    }
  }

  private boolean isRefused(KafkaFuture<?> question) throws InterruptedException {
    try {
      KafkaCheck.answer(question, deadline);
      return false;
    } catch (ExecutionException e) {
      return e.getCause() instanceof AuthorizationException;
    } catch (TimeoutException | KafkaException e) {
      return false;
    }
  }

  private static String missing(AclOperation operation, String resource) {
    return "the user of kafka.properties lacks a right: grant it: operation="
        + operation
        + ", "
        + resource;
  }
}
