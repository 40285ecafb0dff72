/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.local.account;

import io.tapline.local.cluster.JobHandle;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MetricOptions;

/** The counts of a running job, as its web interface tells them, summed over subtasks. */
public final class JobMetrics {

  private static final Pattern VERTEX = Pattern.compile("\"id\":\"([0-9a-f]{32})\",\"slotSharing");
  private static final Pattern SUM = Pattern.compile("\"sum\":([-0-9.E]+)");

  /** Counts that are the same after it have settled. */
  private static final Duration PAUSE = Duration.ofMillis(500);

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI web;
  private final String job;

  public JobMetrics(URI web, JobHandle job) {
    this(web, job.id().toHexString());
  }

  /** The counts of a job by its id. */
  public JobMetrics(URI web, String job) {
    this.web = web;
    this.job = job;
  }

  /** Settings of a cluster that tells its jobs' counts almost as they are. */
  public static Configuration atOnce() {
    Configuration cluster = new Configuration();
    cluster.set(MetricOptions.METRIC_FETCHER_UPDATE_INTERVAL, Duration.ofMillis(10));
    return cluster;
  }

  /** The account, once so much has been read and dealt with. */
  public Map<String, Long> awaitAccount(long read, Duration patience) throws Exception {
    long deadline = System.nanoTime() + patience.toNanos();
    Map<String, Long> before = Map.of();
    Map<String, Long> account = account();
    while (account.get("read") != read || !account.equals(before)) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("not all was read: expected=%d, %s".formatted(read, account));
      }
      LockSupport.parkNanos(PAUSE.toNanos());
      before = account;
      account = account();
    }
    return account;
  }

  /** The account: what was read, and what became of it. */
  public Map<String, Long> account() throws IOException, InterruptedException {
    Map<String, Long> account = new TreeMap<>();
    for (String line : List.of("read", "undecodable", "unknown-channel")) {
      account.put(line, get("decode.tapline." + line));
    }
    for (String line :
        List.of("framed", "carried", "buffered", "late", "duplicate", "invalid", "future")) {
      account.put(line, get("align.tapline." + line));
    }
    return account;
  }

  /** A count such as {@code align.tapline.late}; 0 where no task tells of it, as before it runs. */
  public long get(String count) throws IOException, InterruptedException {
    long sum = 0;
    Matcher vertices = VERTEX.matcher(answer("/jobs/" + job));
    while (vertices.find()) {
      String metrics =
          "/jobs/%s/vertices/%s/subtasks/metrics?agg=sum&get=%s"
              .formatted(job, vertices.group(1), URLEncoder.encode(count, StandardCharsets.UTF_8));
      Matcher found = SUM.matcher(answer(metrics));
      sum += found.find() ? Math.round(Double.parseDouble(found.group(1))) : 0;
    }
    return sum;
  }

  private String answer(String path) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(web.resolve(path)).build();
    return http.send(request, BodyHandlers.ofString()).body();
  }
}
