/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline.kafka;

import io.tapline.pipeline.config.DeliveryConfig.Guarantee;
import io.tapline.pipeline.config.PipelineConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.ClusterAuthorizationException;

/**
 * Asks the broker, before a job is submitted, what would otherwise fail in the running job: whether
 * it is there, whether the topics are, and whether it allows transactions as long as configured.
 */
public final class KafkaCheck {

  /** How long a broker may take to answer before it counts as not there. */
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private static final String MAX_TRANSACTION = "transaction.max.timeout.ms";

  private final PipelineConfig config;

  public KafkaCheck(PipelineConfig config) {
    this.config = config;
  }

  /** One line a problem; none where the job can start. */
  public List<String> problems() {
    List<String> problems = missingSections();
    if (!problems.isEmpty()) {
      return problems;
    }
    try (Admin admin = Admin.create(properties())) {
      missingTopics(admin.listTopics().names().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS))
          .forEach(topic -> problems.add(noSuchTopic(topic)));
      if (config.delivery().guarantee() == Guarantee.EXACTLY_ONCE) {
        transactionTimeout(admin, problems);
      }
    } catch (ExecutionException | TimeoutException e) {
      problems.add(notThere(e.getCause() == null ? e : e.getCause()));
    } catch (KafkaException e) {
      problems.add(notThere(e.getCause() == null ? e : e.getCause()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      problems.add("interrupted while asking the broker");
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
    Set<String> missing = new LinkedHashSet<>(config.input().topics());
    config.outputs().values().forEach(output -> missing.add(output.topic()));
    missing.add(config.rejected().topic());
    missing.removeAll(new TreeSet<>(existing));
    return missing;
  }

  private String noSuchTopic(String topic) {
    return "no such topic: create it, or mend the configuration: topic="
        + topic
        + ", bootstrap-servers="
        + config.kafka().bootstrapServers();
  }

  private String notThere(Throwable cause) {
    String reason =
        cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    return "no answer from Kafka within "
        + PATIENCE.toSeconds()
        + " s: start the broker, or mend kafka.bootstrap-servers or kafka.properties: "
        + "bootstrap-servers="
        + config.kafka().bootstrapServers()
        + ", reason="
        + reason.lines().findFirst().orElse("");
  }

  private void transactionTimeout(Admin admin, List<String> problems)
      throws InterruptedException, ExecutionException, TimeoutException {
    String broker =
        admin
            .describeCluster()
            .controller()
            .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
            .idString();
    ConfigResource resource = new ConfigResource(ConfigResource.Type.BROKER, broker);
    Config settings;
    try {
      settings =
          admin
              .describeConfigs(List.of(resource))
              .all()
              .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
              .get(resource);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof ClusterAuthorizationException) {
        return; // Not every user may ask; the sink then finds out.
      }
      throw e;
    }
    ConfigEntry longest = settings.get(MAX_TRANSACTION);
    long wanted = config.delivery().transactionTimeout().toMillis();
    if (longest != null && wanted > Long.parseLong(longest.value())) {
      problems.add(
          "delivery.transaction-timeout: longer than the broker allows: transaction-timeout="
              + wanted
              + "ms, "
              + MAX_TRANSACTION
              + "="
              + longest.value());
    }
  }
}
