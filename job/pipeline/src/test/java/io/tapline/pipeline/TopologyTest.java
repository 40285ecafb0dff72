/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.list;

import io.tapline.flink.OperatorUids;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.runtime.OperatorIDPair;
import org.apache.flink.runtime.jobgraph.JobVertex;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamEdge;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.apache.flink.streaming.runtime.partitioner.ForwardPartitioner;
import org.apache.flink.streaming.runtime.partitioner.KeyGroupStreamPartitioner;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The graph that is submitted, between real Kafka ends, with generic types and free uids off. */
class TopologyTest {

  @TempDir private Path folder;
  private StreamGraph graph;

  @BeforeEach
  void defineTheJob() throws Exception {
    Pipeline pipeline =
        Models.pipeline(
            folder, Models.CONFIG + "frames: {topic: frames}\nexecution: {parallelism: 2}\n");
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(JobSettings.of(pipeline.config()));
    PipelineJob.define(env, pipeline);
    graph = env.getStreamGraph();
  }

  @Test
  void shouldGiveEveryOperatorItsUid() {
    Set<String> uids = new TreeSet<>();
    for (StreamNode node : graph.getStreamNodes()) {
      String uid = node.getTransformationUID();
      assertThat(uid).as(node.getOperatorName()).isNotNull();
      // A sink is a writer under the uid itself, and a committer whose uid Flink derives from it.
      uids.add(uid.replaceFirst("^Sink Committer: ", ""));
    }
    assertThat(uids)
        .containsExactlyInAnyOrder(
            OperatorUids.SOURCE,
            OperatorUids.DECODE,
            OperatorUids.ALIGN,
            OperatorUids.CONVOLVE,
            OperatorUids.resultSink("features"),
            OperatorUids.FRAME_SPLIT,
            OperatorUids.FRAME_SINK,
            OperatorUids.REJECTED_PARTS,
            OperatorUids.REJECTED_SINK);
  }

  @Test
  void shouldKeepTheUidsThatSavepointsKnow() {
    assertThat(
            List.of(
                OperatorUids.SOURCE,
                OperatorUids.DECODE,
                OperatorUids.ALIGN,
                OperatorUids.CONVOLVE,
                OperatorUids.FRAME_SPLIT,
                OperatorUids.FRAME_SINK,
                OperatorUids.REJECTED_PARTS,
                OperatorUids.REJECTED_SINK,
                OperatorUids.resultSink("features")))
        .containsExactly(
            "source",
            "decode",
            "align",
            "convolve",
            "frame-split",
            "frame-sink",
            "rejected-parts",
            "rejected-sink",
            "result-sink-features");
  }

  @Test
  void shouldShuffleOnceBeforeAlign() {
    List<StreamEdge> shuffles = new ArrayList<>();
    for (StreamNode node : graph.getStreamNodes()) {
      for (StreamEdge edge : node.getInEdges()) {
        if (edge.getPartitioner() instanceof KeyGroupStreamPartitioner) {
          shuffles.add(edge);
        }
      }
    }
    assertThat(shuffles).hasSize(1);
    StreamEdge shuffle = shuffles.get(0);
    assertThat(graph.getSourceVertex(shuffle).getTransformationUID())
        .isEqualTo(OperatorUids.DECODE);
    assertThat(graph.getTargetVertex(shuffle).getTransformationUID()).isEqualTo(OperatorUids.ALIGN);
  }

  @Test
  void shouldChainAlignAndConvolve() {
    StreamNode convolve =
        graph.getStreamNodes().stream()
            .filter(node -> OperatorUids.CONVOLVE.equals(node.getTransformationUID()))
            .findFirst()
            .orElseThrow();
    assertThat(convolve.getInEdges())
        .singleElement()
        .satisfies(
            edge -> assertThat(edge.getPartitioner()).isInstanceOfAny(ForwardPartitioner.class));

    List<List<String>> chains = new ArrayList<>();
    for (JobVertex vertex : graph.getJobGraph().getVertices()) {
      chains.add(
          vertex.getOperatorIDs().stream().map(OperatorIDPair::getUserDefinedOperatorUid).toList());
    }
    assertThat(chains)
        .filteredOn(chain -> chain.contains(OperatorUids.ALIGN))
        .singleElement(list(String.class))
        .contains(
            OperatorUids.CONVOLVE,
            OperatorUids.resultSink("features"),
            OperatorUids.FRAME_SPLIT,
            OperatorUids.FRAME_SINK);
    assertThat(chains)
        .filteredOn(chain -> chain.contains(OperatorUids.DECODE))
        .singleElement(list(String.class))
        .contains(OperatorUids.SOURCE)
        .doesNotContain(OperatorUids.ALIGN);
  }
}
