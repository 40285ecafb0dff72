/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.local.cluster;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.apache.flink.runtime.metrics.MetricRegistryConfiguration;
import org.apache.flink.runtime.metrics.MetricRegistryImpl;
import org.apache.flink.runtime.metrics.ReporterSetup;
import org.apache.flink.runtime.metrics.ReporterSetupBuilder;
import org.apache.flink.runtime.metrics.filter.DefaultReporterFilters;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;

/** A mini-cluster with one more reporter of metrics than its configuration names. */
final class ReportedMiniCluster extends MiniCluster {

  private final MetricReporter reporter;

  ReportedMiniCluster(MiniClusterConfiguration configuration, MetricReporter reporter) {
    super(configuration);
    this.reporter = reporter;
  }

  @Override
  protected MetricRegistryImpl createMetricRegistry(Configuration configuration, long mostBytes) {
    List<ReporterSetup> reporters =
        new ArrayList<>(
            ReporterSetupBuilder.METRIC_SETUP_BUILDER.fromConfiguration(
                configuration, DefaultReporterFilters::metricsFromConfiguration, null));
    reporters.add(ReporterSetupBuilder.METRIC_SETUP_BUILDER.forReporter("in-process", reporter));
    return new MetricRegistryImpl(
        MetricRegistryConfiguration.fromConfiguration(configuration, mostBytes), reporters);
  }
}
