/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline.config;

import com.fasterxml.jackson.annotation.JsonCreator;
import io.tapline.models.ModelInput;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What the YAML file says, with defaults where it says nothing. The schema {@code
 * pipeline.schema.json} beside this class describes every key.
 *
 * @param kafka null where the file has no such section: enough to replay into files
 * @param input null where the file has no such section
 * @param model null where the file has none, which {@link Purpose#FRAMES} allows
 * @param layout the meaning of each axis of the model's input; empty where its file and the
 *     channels decide
 * @param modelLimit values that reading the model may take; null for the usual number
 * @param window null where the model says in which windows it runs, or needs none
 * @param outputs none where the file has none, which {@link Purpose#FRAMES} allows
 * @param recordings how recordings to replay are read; the first that matches a file's name, and
 *     where none does, as Tapline's own columns or own Avro
 * @param frames null where no topic takes the aligned frames
 * @param rejected null where the file has no such section: enough to replay into files
 */
public record PipelineConfig(
    String name,
    KafkaConfig kafka,
    InputConfig input,
    GridConfig grid,
    TimeConfig time,
    List<ChannelConfig> channels,
    String model,
    List<ModelInput.Axis> layout,
    Long modelLimit,
    WindowConfig window,
    Map<String, TopicConfig> outputs,
    TopicConfig frames,
    TopicConfig rejected,
    DeliveryConfig delivery,
    ExecutionConfig execution,
    List<RecordingConfig> recordings) {

  /** What the keys of outputs begin with in {@link #topicsWritten}. */
  public static final String OUTPUTS = "outputs.";

  /** The key of the frames' topic there. */
  public static final String FRAMES = "frames";

  /** The key there of the topic for what is rejected. */
  public static final String REJECTED = "rejected";

  public PipelineConfig {
    time = Objects.requireNonNullElseGet(time, TimeConfig::defaults);
    delivery = Objects.requireNonNullElseGet(delivery, DeliveryConfig::defaults);
    execution = Objects.requireNonNullElseGet(execution, ExecutionConfig::defaults);
    channels = List.copyOf(channels);
    layout = List.copyOf(Objects.requireNonNullElse(layout, List.of()));
    recordings = List.copyOf(Objects.requireNonNullElse(recordings, List.of()));
    // In the order of the file, which Map.copyOf would not keep.
    outputs =
        Collections.unmodifiableMap(
            new LinkedHashMap<>(Objects.requireNonNullElse(outputs, Map.of())));
  }

  /**
   * The windows that the model runs in; neither size nor hop where it runs on from frame to frame.
   *
   * @param size frames of a window; null where it is the length that the model declares
   * @param hop frames from one window's start to the next one's; null where it is the size
   */
  public record WindowConfig(Integer size, Integer hop) {

    @JsonCreator(mode = JsonCreator.Mode.PROPERTIES)
    public WindowConfig {}

    /** The text {@code continuous}, which is all that the schema lets through. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static WindowConfig of(String continuous) {
      return new WindowConfig(null, null);
    }

    /** Whether states go on through the stream, and each frame has a result. */
    public boolean continuous() {
      return size == null && hop == null;
    }
  }

  /** A topic that the job writes. */
  public record TopicConfig(String topic) {}

  /** The consumer group: the job's name unless the file names one. */
  public String group() {
    return input.group() == null ? name : input.group();
  }

  /** The topics that the job writes, by the key that names them, in the order of the file. */
  public Map<String, String> topicsWritten() {
    Map<String, String> topics = new LinkedHashMap<>();
    outputs.forEach((name, output) -> topics.put(OUTPUTS + name, output.topic()));
    if (frames != null) {
      topics.put(FRAMES, frames.topic());
    }
    if (rejected != null) {
      topics.put(REJECTED, rejected.topic());
    }
    return topics;
  }

  /** What this job's Kafka transactions begin with. */
  public String transactionalIdPrefix() {
    String prefix = delivery.transactionalIdPrefix();
    return prefix == null ? name : prefix;
  }
}
