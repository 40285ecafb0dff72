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
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MetricOptions;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.apache.flink.runtime.metrics.scope.ScopeFormat;

/**
 * The last word of a job that has run to its end in a cluster of this process. Flink's REST
 * interface gathers metrics now and then, and those of a task that has ended no more, so that it
 * tells of a short job nothing, and of a long one what was a moment before the end.
 */
public final class LastMetrics implements MetricReporter {

  private static final String GROUP = ".tapline.";
  private static final double P99 = 0.99;

  /** A gauge is kept when its task has ended: it is read then, where nothing moves any more. */
  private final Map<String, Map<Subtask, Gauge<?>>> gauges = new ConcurrentHashMap<>();

  /** A subtask of an operator: where the job was restarted, the last one's gauges are the job's. */
  private record Subtask(String operator, String index) {

    static Subtask of(MetricGroup group) {
      Map<String, String> variables = group.getAllVariables();
      return new Subtask(
          variables.getOrDefault(ScopeFormat.SCOPE_OPERATOR_ID, ""),
          variables.getOrDefault(ScopeFormat.SCOPE_TASK_SUBTASK_INDEX, ""));
    }
  }

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

  /** How late 99 % of the last late readings were, at most, in milliseconds; 0 where none was. */
  double latenessMillis() {
    JobMetrics.Gathered lateness = gathered().get(LateReport.LATENESS);
    return lateness == null ? 0 : lateness.max();
  }

  private Map<String, JobMetrics.Gathered> gathered() {
    Map<String, JobMetrics.Gathered> byId = new HashMap<>();
    gauges.forEach(
        (id, ofSubtasks) -> {
          for (Gauge<?> gauge : ofSubtasks.values()) {
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
    String id = group.getMetricIdentifier(name, ChannelMetricNames::shown);
    if (!id.contains(GROUP)) {
      return;
    }
    if (metric instanceof Gauge<?> gauge) {
      keep(id, group, gauge);
    } else if (metric instanceof Histogram histogram) {
      keep(id + "_p99", group, () -> histogram.getStatistics().getQuantile(P99));
    }
  }

  private void keep(String id, MetricGroup group, Gauge<?> gauge) {
    gauges.computeIfAbsent(id, none -> new ConcurrentHashMap<>()).put(Subtask.of(group), gauge);
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
