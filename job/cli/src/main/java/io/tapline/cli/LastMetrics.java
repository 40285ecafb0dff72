/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli;

import io.tapline.flink.ChannelMetricNames;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MetricOptions;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.reporter.MetricReporter;

/**
 * The last word of a job that has run to its end in a cluster of this process. Flink's REST
 * interface gathers metrics now and then, and those of a task that has ended no more, so that it
 * tells of a short job nothing, and of a long one what was a moment before the end.
 */
public final class LastMetrics implements MetricReporter {

  private static final String GROUP = ".tapline.";

  /** A gauge is kept when its task has ended: it is read then, where nothing moves any more. */
  private final Map<String, List<Gauge<?>>> gauges = new ConcurrentHashMap<>();

  /** Has the cluster name an operator's metrics as Flink's REST interface does. */
  public static void nameAsRest(Configuration cluster) {
    cluster.set(MetricOptions.SCOPE_NAMING_OPERATOR, "<operator_name>");
  }

  /** The job's own counts, once it has ended. */
  public JobCounts counts() {
    return JobCounts.of(gathered());
  }

  /**
   * How the channels fared, once the job has ended.
   *
   * @param channels the measured channels, in the order of the job's layout
   */
  public List<ChannelAccount> channels(List<String> channels) {
    return ChannelAccount.of(gathered(), channels);
  }

  private Map<String, JobMetrics.Gathered> gathered() {
    Map<String, JobMetrics.Gathered> byId = new HashMap<>();
    gauges.forEach(
        (id, ofSubtasks) -> {
          for (Gauge<?> gauge : ofSubtasks) {
            if (gauge.getValue() instanceof Number number) {
              double value = number.doubleValue();
              byId.merge(id, new JobMetrics.Gathered(value, value), JobMetrics.Gathered::plus);
            }
          }
        });
    return byId;
  }

  @Override
  public void open(MetricConfig config) {
    // Nothing is to be configured.
  }

  @Override
  public void notifyOfAddedMetric(Metric metric, String name, MetricGroup group) {
    if (metric instanceof Gauge<?> gauge) {
      String id = group.getMetricIdentifier(name, ChannelMetricNames::shown);
      if (id.contains(GROUP)) {
        gauges.computeIfAbsent(id, none -> new CopyOnWriteArrayList<>()).add(gauge);
      }
    }
  }

  @Override
  public void notifyOfRemovedMetric(Metric metric, String name, MetricGroup group) {
    // Its last value is what is asked for.
  }

  @Override
  public void close() {
    // The gauges outlast the cluster.
  }
}
