/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline.kafka;

import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the broker for the limits of topics. */
final class BrokerTopicLimits implements OutputTopic.LimitSource {

  private static final long serialVersionUID = 1;
  private static final Logger LOG = LoggerFactory.getLogger(BrokerTopicLimits.class);
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Properties client;

  /**
   * @param client what every client of the job is given; it may hold secrets
   */
  BrokerTopicLimits(Properties client) {
    this.client = client;
  }

  @Override
  public TopicLimits limitsOf(String topic) {
    Properties properties = new Properties();
    properties.putAll(client);
    String patience = Long.toString(PATIENCE.toMillis());
    properties.setProperty(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, patience);
    properties.setProperty(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, patience);
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    Admin admin = null;
    try {
      admin = Admin.create(properties);
      return TopicLimits.of(
          admin
              .describeConfigs(List.of(resource))
              .values()
              .get(resource)
              .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS));
    } catch (ExecutionException e) {
      return defaults(topic, e.getCause());
    } catch (TimeoutException | KafkaException e) {
      return defaults(topic, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return defaults(topic, e);
    } finally {
      if (admin != null) {
        admin.close(Duration.ofSeconds(1));
      }
    }
  }

  /** Names the kind of the failure alone: its message may quote the client's properties. */
  private static TopicLimits defaults(String topic, Throwable failure) {
    LOG.warn(
        "limits of a topic cannot be read, and Kafka's defaults are assumed: grant DescribeConfigs "
            + "on it: topic={}, reason={}",
        topic,
        failure.getClass().getSimpleName());
    return TopicLimits.DEFAULTS;
  }
}
