/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.deploy;

import io.tapline.pipeline.config.ConfigFile;
import io.tapline.pipeline.config.InvalidConfigException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;

/**
 * Creates the topics that are not there yet: {@code CreateTopics PARTITIONS --config FILE}, or
 * {@code CreateTopics PARTITIONS BOOTSTRAP_SERVERS TOPIC…}. What it is called by is {@code
 * deploy/standalone/create-topics}.
 */
public final class CreateTopics {

  private static final int PATIENCE_SECONDS = 15;
  private static final int USER_FAULT = 2;

  private CreateTopics() {}

  public static void main(String[] arguments) throws Exception {
    int partitions = Integer.parseInt(arguments[0]);
    Properties client = new Properties();
    List<WantedTopic> wanted;
    if (arguments[1].equals("--config")) {
      try {
        var config = ConfigFile.read(Path.of(arguments[2]), System::getenv);
        if (config.kafka() == null) {
          fail(List.of("no Kafka is named: give kafka.bootstrap-servers: file=" + arguments[2]));
        }
        client.putAll(config.kafka().clientProperties());
        wanted = WantedTopic.of(config, partitions);
      } catch (InvalidConfigException e) {
        fail(e.problems());
        return;
      }
    } else {
      client.setProperty(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, arguments[1]);
      wanted =
          Arrays.stream(arguments)
              .skip(2)
              .map(name -> new WantedTopic(name, partitions, true))
              .toList();
    }
    create(client, wanted);
  }

  private static void create(Properties client, List<WantedTopic> wanted)
      throws InterruptedException {
    String patience = Integer.toString(PATIENCE_SECONDS * 1_000);
    client.setProperty(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, patience);
    client.setProperty(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, patience);
    try (Admin admin = Admin.create(client)) {
      var existing = admin.listTopics().names().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      var missing = wanted.stream().filter(topic -> !existing.contains(topic.name())).toList();
      admin
          .createTopics(missing.stream().map(WantedTopic::toKafka).toList())
          .all()
          .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      wanted.forEach(
          topic ->
              System.out.println((missing.contains(topic) ? "created: " : "exists: ") + topic));
    } catch (ExecutionException | TimeoutException | KafkaException e) {
      fail(List.of(refusal(e.getCause() == null ? e : e.getCause(), client)));
    }
  }

  private static String refusal(Throwable cause, Properties client) {
    return "topics cannot be created: is the broker there, and the name allowed? bootstrap-servers="
        + client.getProperty(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG)
        + ", reason="
        + (cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage());
  }

  private static void fail(List<String> problems) {
    problems.forEach(problem -> System.err.println("create-topics: " + problem));
    System.exit(USER_FAULT);
  }
}
