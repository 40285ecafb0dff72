/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline.kafka;

import io.tapline.pipeline.Pipeline;
import io.tapline.pipeline.PipelineModel;
import io.tapline.pipeline.RecordSizes;
import io.tapline.pipeline.config.ConfigCheck;
import io.tapline.pipeline.config.DeliveryConfig.Guarantee;
import io.tapline.pipeline.config.PipelineConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.config.ConfigResource;

/**
 * Asks the broker, before a job is submitted, what would otherwise fail in the running job: whether
 * it is there, whether the topics are, and whether it allows transactions as long as configured and
 * records as large as results and frames may be.
 */
public final class KafkaCheck {

  /** How long all answers together may take. */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final PipelineConfig config;
  private final PipelineModel model;

  public KafkaCheck(Pipeline pipeline) {
    this(pipeline.config(), pipeline.model());
  }

  /**
   * @param model null where none is configured
   */
  KafkaCheck(PipelineConfig config, PipelineModel model) {
    this.config = config;
    this.model = model;
  }

  /** One line a problem; none where the job can start. */
  public List<String> problems() {
    List<String> problems = missingSections();
    if (!problems.isEmpty()) {
      return problems;
    }
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    Admin admin = null;
    try {
      admin = Admin.create(properties());
      Collection<String> existing = answer(admin.listTopics().names(), deadline);
      List<String> rights = new KafkaRights(config, admin, deadline).problems();
      missingTopics(existing).stream()
          .filter(topic -> rights.stream().noneMatch(line -> line.endsWith("topic=" + topic)))
          .forEach(topic -> problems.add(noSuchTopic(topic)));
      problems.addAll(rights);
      problems.addAll(forbidden(admin, existing, deadline));
    } catch (ExecutionException | TimeoutException | KafkaException e) {
      problems.add(new KafkaFailure(config.kafka(), PATIENCE).problem(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      problems.add("interrupted while asking the broker");
    } finally {
      if (admin != null) {
        admin.close(Duration.ofSeconds(1));
      }
    }
    return problems;
  }

  private List<String> missingSections() {
    List<String> missing = new ArrayList<>();
    if (config.kafka() == null) {
      missing.add("kafka: the section is missing: it says which broker the job runs against");
    }
    if (config.input() == null) {
      missing.add("input: the section is missing: it says which topics the job reads");
    }
    return missing;
  }

  private Properties properties() {
    Properties properties = config.kafka().clientProperties();
    String patience = Long.toString(PATIENCE.toMillis());
    properties.setProperty(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, patience);
    properties.setProperty(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, patience);
    return properties;
  }

  private Set<String> missingTopics(Collection<String> existing) {
    Set<String> missing = new LinkedHashSet<>(config.input().topicNames());
    missing.addAll(config.topicsWritten().values());
    missing.removeAll(new TreeSet<>(existing));
    return missing;
  }

  private String noSuchTopic(String topic) {
    return "no such topic: create it, or mend the configuration: topic="
        + topic
        + ", bootstrap-servers="
        + config.kafka().bootstrapServers();
  }

  /**
   * What the broker's settings forbid. Not every broker tells them, nor to every user: then the
   * start is not held up, and the sink finds out.
   */
  private List<String> forbidden(Admin admin, Collection<String> existing, long deadline)
      throws InterruptedException {
    BrokerLimits limits = new BrokerLimits(config);
    List<String> problems = new ArrayList<>();
    if (config.delivery().guarantee() == Guarantee.EXACTLY_ONCE) {
      settings(() -> controller(admin, deadline), admin, deadline)
          .flatMap(limits::transactionTimeout)
          .ifPresent(problems::add);
    }
    for (Map.Entry<String, String> written : config.topicsWritten().entrySet()) {
      if (existing.contains(written.getValue())) {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, written.getValue());
        settings(() -> resource, admin, deadline)
            .ifPresent(settings -> problems.addAll(forbidden(written, settings)));
      }
    }
    return problems;
  }

  private List<String> forbidden(Map.Entry<String, String> written, Config settings) {
    String writer = written.getKey();
    String topic = written.getValue();
    List<String> problems = new ArrayList<>();
    BrokerLimits.maxMessage(writer, topic, largestRecord(writer), settings)
        .ifPresent(problems::add);
    if (writer.equals(PipelineConfig.REJECTED)) {
      BrokerLimits.compacted(writer, topic, settings).ifPresent(problems::add);
    }
    return problems;
  }

  /** What is rejected is split and cut to what its topic takes, down to a least size. */
  private long largestRecord(String writer) {
    if (writer.equals(PipelineConfig.REJECTED)) {
      return ConfigCheck.SMALLEST_REQUEST;
    }
    if (writer.equals(PipelineConfig.FRAMES)) {
      return RecordSizes.frame(config.channels().size());
    }
    return model == null
        ? 0
        : model.network().outputs().stream()
            .filter(output -> writer.equals(PipelineConfig.OUTPUTS + output.name()))
            .mapToLong(output -> RecordSizes.result(model, output))
            .max()
            .orElse(0);
  }

  private static ConfigResource controller(Admin admin, long deadline)
      throws InterruptedException, ExecutionException, TimeoutException {
    Node controller = answer(admin.describeCluster().controller(), deadline);
    return controller == null
        ? null
        : new ConfigResource(ConfigResource.Type.BROKER, controller.idString());
  }

  /** The settings of a resource; none where the broker does not tell. */
  private static Optional<Config> settings(
      Question<ConfigResource> about, Admin admin, long deadline) throws InterruptedException {
    try {
      ConfigResource resource = about.ask();
      return resource == null
          ? Optional.empty()
          : Optional.ofNullable(
              answer(admin.describeConfigs(List.of(resource)).all(), deadline).get(resource));
    } catch (ExecutionException | TimeoutException | KafkaException e) {
      return Optional.empty();
    }
  }

  static <T> T answer(KafkaFuture<T> question, long deadline)
      throws InterruptedException, ExecutionException, TimeoutException {
    return question.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
  }

  @FunctionalInterface
  private interface Question<T> {
    T ask() throws InterruptedException, ExecutionException, TimeoutException;
  }
}
