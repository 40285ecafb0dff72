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
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The counts of a running job, as its web interface tells them, summed over subtasks. */
final class JobMetrics {

  private static final Pattern VERTEX = Pattern.compile("\"id\":\"([0-9a-f]{32})\",\"slotSharing");
  private static final Pattern SUM = Pattern.compile("\"sum\":([-0-9.E]+)");

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI web;
  private final JobHandle job;

  JobMetrics(URI web, JobHandle job) {
    this.web = web;
    this.job = job;
  }

  /** A count such as {@code align.tapline.late}; 0 where no task tells of it, as before it runs. */
  long get(String count) throws IOException, InterruptedException {
    long sum = 0;
    Matcher vertices = VERTEX.matcher(answer("/jobs/" + job.id()));
    while (vertices.find()) {
      String metrics =
          "/jobs/%s/vertices/%s/subtasks/metrics?agg=sum&get=%s"
              .formatted(
                  job.id(), vertices.group(1), URLEncoder.encode(count, StandardCharsets.UTF_8));
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
