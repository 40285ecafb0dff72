/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.pipeline.config.ConfigFile;
import io.tapline.pipeline.config.PipelineConfig;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

/** What can be told without asking a broker. */
class KafkaCheckTest {

  @Test
  void shouldTellWhichSectionsAreMissing() throws Exception {
    String filesOnly =
        """
        name: job
        grid: {period: 10ms}
        channels: [{name: a}]
        model: model.yaml
        outputs: {features: {topic: results}}
        rejected: {topic: rejected}
        """;
    assertThat(new KafkaCheck(ConfigFile.parse(filesOnly, "p.yaml", name -> null), null).problems())
        .containsExactly(
            "kafka: the section is missing: it says which broker the job runs against",
            "input: the section is missing: it says which topics the job reads");
  }

  @Test
  void shouldNameAClientSettingThatCannotBeUsedAndNotItsValue() throws Exception {
    assertThat(new KafkaCheck(onKafka("localhost:9", "security.protocol: s3cret"), null).problems())
        .containsExactly(
            "a client setting cannot be used: mend it: key=kafka.properties.security.protocol, "
                + "bootstrap-servers=localhost:9, reason=ConfigException");
    assertThat(new KafkaCheck(onKafka("nowhere", ""), null).problems())
        .containsExactly(
            "a client setting cannot be used: mend it: key=kafka.bootstrap-servers, "
                + "bootstrap-servers=nowhere, reason=ConfigException");
  }

  @Test
  void shouldTellApartWhyKafkaGivesNoAnswer() throws Exception {
    KafkaFailure failure = new KafkaFailure(onKafka("b:1", "").kafka(), Duration.ofSeconds(20));
    assertThat(failure.problem(new ExecutionException(new TimeoutException("s3cret"))))
        .isEqualTo(
            "no answer from Kafka within 20 s: start the broker, or mend kafka.bootstrap-servers or"
                + " kafka.properties: bootstrap-servers=b:1, reason=TimeoutException");
    assertThat(failure.problem(new java.util.concurrent.TimeoutException()))
        .startsWith("no answer from Kafka within 20 s: ");
    assertThat(failure.problem(new ExecutionException(new SaslAuthenticationException("s3cret"))))
        .isEqualTo(
            "Kafka refused to log in: mend the security settings in kafka.properties: "
                + "bootstrap-servers=b:1, reason=SaslAuthenticationException");
    assertThat(failure.problem(new ExecutionException(new ClusterAuthorizationException("no"))))
        .isEqualTo(
            "the user may not ask this Kafka: grant the rights to read and write: "
                + "bootstrap-servers=b:1, reason=ClusterAuthorizationException");
    assertThat(failure.problem(new KafkaException("s3cret", new NoSuchFileException("s3cret"))))
        .isEqualTo(
            "Kafka cannot be asked: mend kafka.properties: "
                + "bootstrap-servers=b:1, reason=NoSuchFileException");
  }

  @Test
  void shouldTellWhatTheBrokerWouldRefuse() throws Exception {
    BrokerLimits limits = new BrokerLimits(onKafka("b:1", ""));
    assertThat(limits.transactionTimeout(settings("transaction.max.timeout.ms", "1000")))
        .contains(
            "delivery.transaction-timeout: longer than the broker allows: shorten it, or raise the "
                + "broker's setting: transaction-timeout=900000ms, transaction.max.timeout.ms=1000");
    assertThat(limits.transactionTimeout(settings("transaction.max.timeout.ms", "900000")))
        .isEmpty();
    assertThat(limits.transactionTimeout(settings("transaction.max.timeout.ms", null))).isEmpty();
    Config small = settings("max.message.bytes", "99");
    assertThat(BrokerLimits.maxMessage("outputs.features", "t", 100, small))
        .contains(
            "outputs.features.topic: takes smaller records than the job may write: raise its "
                + "max.message.bytes: topic=t, max.message.bytes=99, least=100");
    assertThat(BrokerLimits.maxMessage("outputs.features", "t", 99, small)).isEmpty();
    assertThat(BrokerLimits.compacted("rejected", "t", settings("cleanup.policy", "compact")))
        .contains(
            "rejected.topic: is compacted, and would refuse undecodable records, which have no key: "
                + "set its cleanup.policy to delete: topic=t, cleanup.policy=compact");
    assertThat(BrokerLimits.compacted("rejected", "t", settings("cleanup.policy", "delete")))
        .isEmpty();
  }

  private static Config settings(String name, String value) {
    return new Config(List.of(new ConfigEntry(name, value)));
  }

  private static PipelineConfig onKafka(String servers, String property) throws Exception {
    String yaml =
        """
        name: job
        kafka: {bootstrap-servers: '%s', properties: {%s}}
        input: {topics: [readings]}
        grid: {period: 10ms}
        channels: [{name: a}]
        model: model.yaml
        outputs: {features: {topic: results}}
        rejected: {topic: rejected}
        """
            .formatted(servers, property);
    return ConfigFile.parse(yaml, "p.yaml", name -> null);
  }
}
