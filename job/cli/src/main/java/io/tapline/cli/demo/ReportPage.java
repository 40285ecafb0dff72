/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli.demo;

import io.tapline.local.plant.DetectionReport;
import io.tapline.local.plant.Fault;
import io.tapline.local.plant.FaultKind;
import io.tapline.local.plant.Plant;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** A page that stands alone: each device's fault scores over time, the injected faults behind. */
final class ReportPage {

  private static final int WIDTH = 1_000;
  private static final int HEIGHT = 70;
  private static final String[] COLOURS = {"#c0392b", "#2471a3", "#b7950b"};

  private final Plant plant;
  private final ScoreTimeline timeline;
  private final DetectionReport detections;

  ReportPage(Plant plant, ScoreTimeline timeline, DetectionReport detections) {
    this.plant = plant;
    this.timeline = timeline;
    this.detections = detections;
  }

  void write(Path file) throws IOException {
    Files.writeString(file, html(), StandardCharsets.UTF_8);
  }

  private String html() {
    StringBuilder html = new StringBuilder();
    html.append(
        """
        <!doctype html>
        <html lang="en"><meta charset="utf-8"><title>Tapline demo: fault scores</title>
        <style>
        body { font: 15px/1.4 system-ui, sans-serif; margin: 2em auto; max-width: 72em; padding: 0 1em }
        h2 { font-size: 1em; margin: 1.2em 0 .2em } svg { width: 100%; background: #f6f7f8 }
        .key span { display: inline-block; margin-right: 1.5em }
        </style>
        <h1>Fault scores of eight pumps</h1>
        """);
    html.append(
        "<p>%d of %d injected faults found, %d false alarms. Shaded: the time of an injected fault. The dashed line is the threshold.</p>%n"
            .formatted(
                detections.found().size(), plant.faults().size(), detections.falseAlarms().size()));
    html.append("<p class=key>");
    for (FaultKind kind : FaultKind.values()) {
      html.append(
          "<span style='color:%s'>&#9632; %s</span>"
              .formatted(COLOURS[kind.ordinal()], kind.label()));
    }
    html.append("</p>\n");
    for (String device : plant.devices()) {
      html.append("<h2>").append(device).append("</h2>\n");
      chart(html, device);
    }
    return html.append("</html>\n").toString();
  }

  private void chart(StringBuilder html, String device) {
    html.append(
        "<svg viewBox='0 0 %d %d' preserveAspectRatio='none' role=img aria-label='scores of %s'>%n"
            .formatted(WIDTH, HEIGHT, device));
    for (Fault fault : plant.faults()) {
      if (fault.device().equals(device)) {
        double from = x(fault.startMicros());
        html.append(
            String.format(
                Locale.ROOT,
                "<rect x='%.1f' y='0' width='%.1f' height='%d' fill='%s' opacity='.18'><title>%s</title></rect>%n",
                from,
                x(fault.endMicros()) - from,
                HEIGHT,
                COLOURS[fault.kind().ordinal()],
                fault.kind().label()));
      }
    }
    html.append(
        "<line x1='0' x2='%d' y1='%d' y2='%d' stroke='#999' stroke-dasharray='4 4'/>%n"
            .formatted(WIDTH, HEIGHT / 2, HEIGHT / 2));
    for (FaultKind kind : FaultKind.values()) {
      html.append(
          "<polyline fill='none' stroke-width='1.5' stroke='%s' points='"
              .formatted(COLOURS[kind.ordinal()]));
      for (Map.Entry<Long, float[]> bin : timeline.of(device).entrySet()) {
        html.append(
            String.format(
                Locale.ROOT,
                "%.1f,%.1f ",
                x(bin.getKey() * ScoreTimeline.BIN_MICROS),
                HEIGHT * (1 - bin.getValue()[kind.ordinal()])));
      }
      html.append("'/>\n");
    }
    html.append("</svg>\n");
  }

  private double x(long micros) {
    return WIDTH
        * (micros - Plant.START_MICROS)
        / (double) (plant.endMicros() - Plant.START_MICROS);
  }
}
