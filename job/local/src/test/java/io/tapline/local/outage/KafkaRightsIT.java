/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.local.outage;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.local.junit.TaplineExtension;
import io.tapline.pipeline.config.PipelineConfig;
import io.tapline.pipeline.kafka.KafkaCheck;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A broker that checks rights: a resource that has a rule gives only what its rules allow. */
class KafkaRightsIT {

  private static final String LACKS =
      "the user of kafka.properties lacks a right: grant it: operation=";

  @RegisterExtension
  static final TaplineExtension tapline =
      TaplineExtension.builder()
          .brokerSettings(
              Map.of(
                  "authorizer.class.name",
                  "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
                  "allow.everyone.if.no.acl.found",
                  "true",
                  "transaction.max.timeout.ms",
                  "1000000000"))
          .build();

  @TempDir private Path folder;
  private OutageJob job;
  private PipelineConfig config;

  @BeforeEach
  void makeJob() throws Exception {
    job = new OutageJob(tapline, folder, Duration.ofMinutes(10));
    config = job.pipeline.config();
  }

  @Test
  void shouldFindNothingMissingWhereEverythingIsAllowed() {
    assertThat(new KafkaCheck(job.pipeline).problems()).isEmpty();
  }

  @Test
  void shouldNameTheTopicsThatMayNotBeReadOrWritten() throws Exception {
    allow(ResourceType.TOPIC, job.readings, AclOperation.DESCRIBE);
    allow(ResourceType.TOPIC, job.results, AclOperation.READ);
    assertThat(new KafkaCheck(job.pipeline).problems())
        .containsExactly(
            LACKS + "READ, topic=" + job.readings, LACKS + "WRITE, topic=" + job.results);
  }

  @Test
  void shouldNotTakeATopicThatMayNotBeSeenForAMissingOne() throws Exception {
    allow(ResourceType.TOPIC, job.results, AclOperation.CREATE);
    assertThat(new KafkaCheck(job.pipeline).problems())
        .containsExactly(LACKS + "WRITE, topic=" + job.results);
  }

  @Test
  void shouldNameTheTransactionalIdsThatMayNotBeTaken() throws Exception {
    allow(ResourceType.TRANSACTIONAL_ID, config.name() + "-", AclOperation.DESCRIBE);
    List<String> expected = new ArrayList<>();
    for (String role : List.of("result-values", "rejected")) {
      expected.add(
          LACKS
              + "WRITE, transactional id="
              + config.name()
              + "-"
              + role
              + "-probe, prefix="
              + config.name());
    }
    assertThat(new KafkaCheck(job.pipeline).problems()).containsExactlyElementsOf(expected);
    allow(ResourceType.TRANSACTIONAL_ID, config.name() + "-", AclOperation.WRITE);
    assertThat(new KafkaCheck(job.pipeline).problems()).isEmpty();
  }

  @Test
  void shouldNameTheGroupWhoseOffsetsMayNotBeKept() throws Exception {
    allow(ResourceType.GROUP, config.group(), AclOperation.DESCRIBE);
    assertThat(new KafkaCheck(job.pipeline).problems())
        .containsExactly(LACKS + "READ, group=" + config.group());
  }

  private void allow(ResourceType type, String name, AclOperation operation) throws Exception {
    PatternType pattern =
        type == ResourceType.TRANSACTIONAL_ID ? PatternType.PREFIXED : PatternType.LITERAL;
    AclBinding rule =
        new AclBinding(
            new ResourcePattern(type, name, pattern),
            new AccessControlEntry("User:ANONYMOUS", "*", operation, AclPermissionType.ALLOW));
    try (Admin admin =
        Admin.create(Map.of("bootstrap.servers", tapline.broker().bootstrapServers()))) {
      admin.createAcls(List.of(rule)).all().get();
    }
  }
}
