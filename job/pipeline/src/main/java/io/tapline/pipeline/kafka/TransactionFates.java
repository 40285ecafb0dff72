/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline.kafka;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTransactionsResult;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TransactionalIdNotFoundException;

/** Asks the broker what became of transactions. */
final class TransactionFates {

  private final Properties client;

  /**
   * @param client the settings of a client; those that only a producer knows do no harm
   */
  TransactionFates(Properties client) {
    this.client = client;
  }

  /**
   * The transactions by their fate, each list in the order given; a fate without any is absent.
   *
   * @throws KafkaException where the broker does not answer
   */
  Map<TransactionFate, List<KafkaCommittable>> of(Collection<KafkaCommittable> transactions)
      throws InterruptedException {
    Map<TransactionFate, List<KafkaCommittable>> byFate = new EnumMap<>(TransactionFate.class);
    if (transactions.isEmpty()) {
      return byFate;
    }
    Map<String, TransactionDescription> now = describe(transactions);
    for (KafkaCommittable each : transactions) {
      TransactionFate fate =
          TransactionFate.of(
              each.getProducerId(), each.getEpoch(), now.get(each.getTransactionalId()));
      byFate.computeIfAbsent(fate, none -> new ArrayList<>()).add(each);
    }
    return byFate;
  }

  private Map<String, TransactionDescription> describe(Collection<KafkaCommittable> transactions)
      throws InterruptedException {
    List<String> ids =
        transactions.stream().map(KafkaCommittable::getTransactionalId).distinct().toList();
    Map<String, TransactionDescription> known = new HashMap<>();
    try (Admin admin = Admin.create(client)) {
      DescribeTransactionsResult answers = admin.describeTransactions(ids);
      for (String id : ids) {
        try {
          known.put(id, answers.description(id).get());
        } catch (ExecutionException e) {
          if (!(e.getCause() instanceof TransactionalIdNotFoundException)) {
            throw new KafkaException("transaction cannot be described: id=" + id, e.getCause());
          }
        }
      }
    }
    return known;
  }
}
