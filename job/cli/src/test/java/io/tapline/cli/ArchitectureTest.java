/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameStartingWith;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.tapline.flink.ConvolveFunction;
import io.tapline.pipeline.kafka.KafkaCheck;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Date;
import java.util.List;
import java.util.Set;

/** Keeps the arrows of the house: a room uses only rooms above it. */
@AnalyzeClasses(packages = "io.tapline", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

  private static final String AT_PARTITIONS_ENDS =
      "io\\.tapline\\.pipeline\\.kafka\\.(EndsWatch|PartitionEnds|WatermarkedSource)";
  private static final String SCHEMAS = "io.tapline.schemas..";
  private static final String ALIGNMENT = "io.tapline.alignment..";
  private static final String CONVOLUTION = "io.tapline.network..";
  private static final String KERNELS = "io.tapline.network.kernel..";
  private static final String FUNCTIONS = "io.tapline.network.function..";
  private static final String VECTORS = "io.tapline.network.kernel.vector..";
  private static final String MODELS = "io.tapline.models..";
  private static final String FLINK = "io.tapline.flink..";
  private static final String PIPELINE = "io.tapline.pipeline..";
  private static final String LOCAL = "io.tapline.local..";
  private static final String CLI = "io.tapline.cli..";

  @ArchTest
  static final ArchRule everyClassHasItsRoom =
      classes()
          .should()
          .resideInAnyPackage(SCHEMAS, ALIGNMENT, CONVOLUTION, MODELS, FLINK, PIPELINE, LOCAL, CLI);

  @ArchTest
  static final ArchRule schemasKnowFormatsAlone =
      only(
          SCHEMAS, "org.apache.avro..", "com.fasterxml.jackson.core..", "org.apache.commons.csv..");

  @ArchTest static final ArchRule alignmentIsPlainJava = only(ALIGNMENT);

  @ArchTest
  static final ArchRule convolutionIsPlainJava =
      only(
          CONVOLUTION,
          "jdk.incubator.vector..",
          // Whether the collector moves arrays.
          "com.sun.management..");

  /** Whoever has no such module loads none of these classes. */
  @ArchTest
  static final ArchRule oneRoomKnowsVectors =
      noClasses()
          .that()
          .resideOutsideOfPackage(VECTORS)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("jdk.incubator.vector..", VECTORS);

  @ArchTest
  static final ArchRule modelsReadFilesIntoNetworks =
      only(
          MODELS,
          CONVOLUTION,
          "com.fasterxml.jackson..",
          // How much YAML its reader takes.
          "org.yaml.snakeyaml..",
          "ai.onnx.proto..",
          "com.google.protobuf..",
          "io.jhdf..",
          // What a thread has allocated, to bound what a damaged file can make it allocate.
          "com.sun.management..");

  @ArchTest
  static final ArchRule operatorsKnowNoTopicAndNoSchema =
      only(FLINK, ALIGNMENT, CONVOLUTION, "org.apache.flink..", "org.slf4j..");

  @ArchTest
  static final ArchRule operatorsKnowNoConnector =
      noClasses()
          .that()
          .resideInAPackage(FLINK)
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.flink.connector..");

  @ArchTest
  static final ArchRule pipelineKnowsNoRoomBelowIt =
      noClasses()
          .that()
          .resideInAPackage(PIPELINE)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(LOCAL, CLI);

  /** The jar to submit holds no broker and no mini-cluster. */
  @ArchTest
  static final ArchRule pipelineIsAClientOfKafkaAndOfFlink =
      noClasses()
          .that()
          .resideInAPackage(PIPELINE)
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(
                      "kafka..",
                      "org.apache.kafka..",
                      "org.apache.flink.test..",
                      "org.apache.flink.runtime.minicluster..",
                      "org.apache.flink.runtime.testutils..")
                  .and(
                      not(
                          resideInAnyPackage(
                              "org.apache.kafka.clients..", "org.apache.kafka.common.."))));

  @ArchTest
  static final ArchRule localKnowsNoCommandLine =
      noClasses()
          .that()
          .resideInAPackage(LOCAL)
          .should()
          .dependOnClassesThat()
          .resideInAPackage(CLI);

  /** The jar to submit holds no Parquet. */
  @ArchTest
  static final ArchRule onlyTheCommandLineKnowsParquet =
      noClasses()
          .that()
          .resideOutsideOfPackage(CLI)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.parquet..", "org.apache.hadoop..", "blue.strategic..");

  /** Except that a program, which wires the packages together, knows them all. */
  @ArchTest
  static final ArchRule packagesHaveAnOrder =
      slices()
          .matching("io.tapline.(**)")
          .should()
          .beFreeOfCycles()
          .ignoreDependency(isProgram(), DescribedPredicate.alwaysTrue());

  /**
   * The order of packages, {@link #packagesHaveAnOrder}, cannot see a knot inside one. The network
   * was one of 41 classes.
   */
  @ArchTest
  static void classesOfTheNetworkAreNoKnot(JavaClasses classes) {
    List<Set<String>> cycles = ClassCycles.of(classes, "io.tapline.network");
    assertThat(cycles).isNotEmpty().allSatisfy(cycle -> assertThat(cycle).hasSizeLessThan(7));
  }

  /** Kernels know functions of values, and no layer, plan or stream. */
  @ArchTest
  static final ArchRule kernelsKnowNoLayer =
      only(KERNELS, FUNCTIONS, "jdk.incubator.vector..", "com.sun.management..");

  /** A layer says all of itself; what plans, saves and runs it asks its kind. */
  @ArchTest
  static final ArchRule onlyTheTableKnowsTheKindsOfLayers =
      noClasses()
          .that()
          .resideInAnyPackage(
              "io.tapline.network.layer",
              "io.tapline.network.graph",
              "io.tapline.network.plan",
              "io.tapline.network.run",
              "io.tapline.network.state",
              "io.tapline.network.report")
          .and(not(name("io.tapline.network.plan.LayerKinds")))
          .and(not(name("io.tapline.network.plan.WindowedOutputs")))
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.tapline.network.layer.*..");

  @ArchTest
  static final ArchRule logsGoThroughSlf4j =
      noClasses().should().dependOnClassesThat().resideInAPackage("java.util.logging..");

  /** A program's own main may talk to who started it; a library may not. */
  @ArchTest
  static final ArchRule onlyProgramsPrint =
      noClasses()
          .that()
          .resideOutsideOfPackage(CLI)
          .and(not(isProgram()))
          .should()
          .accessField(System.class, "out")
          .orShould()
          .accessField(System.class, "err");

  /**
   * Wall-clock time decides no frame: a replay gives what the live run gave. How far partitions
   * have been read at their ends does depend on it, and decides when a frame leaves. A topic may
   * refuse timestamps that are far from it; then the time of a record is in its value alone.
   */
  @ArchTest
  static final ArchRule onlyTheSourceAtThePartitionsEndsReadsTheWallClock =
      noClasses()
          .that()
          .resideInAnyPackage(SCHEMAS, ALIGNMENT, CONVOLUTION, MODELS, FLINK, PIPELINE)
          .and(not(name("io.tapline.pipeline.kafka.OutputTopic")))
          .and(not(nameMatching(AT_PARTITIONS_ENDS)))
          .should()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethodWhere(
              target(name("now"))
                  .and(
                      target(
                          owner(
                              belongToAnyOf(
                                  Instant.class,
                                  LocalDate.class,
                                  LocalTime.class,
                                  LocalDateTime.class,
                                  OffsetDateTime.class,
                                  ZonedDateTime.class)))))
          .orShould()
          .callConstructor(Date.class)
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(Clock.class);

  /**
   * A metric says how long the network takes; a trial finds the fastest of kernels that give the
   * same bits; and Kafka is not asked for ever, before a job starts or where its partitions end.
   */
  @ArchTest
  static final ArchRule onlyConvolveTheTrialAndQuestionsToKafkaMeasureTime =
      noClasses()
          .that()
          .resideInAnyPackage(SCHEMAS, ALIGNMENT, CONVOLUTION, MODELS, FLINK, PIPELINE)
          .and(not(belongToAnyOf(ConvolveFunction.class, KafkaCheck.class)))
          .and(not(nameStartingWith("io.tapline.network.run.KernelTrial")))
          .and(not(nameMatching(AT_PARTITIONS_ENDS)))
          .should()
          .callMethod(System.class, "nanoTime");

  /** A room may use itself, the JDK, and what is named. */
  private static ArchRule only(String room, String... others) {
    String[] allowed = new String[others.length + 2];
    allowed[0] = room;
    allowed[1] = "java..";
    System.arraycopy(others, 0, allowed, 2, others.length);
    return classes()
        .that()
        .resideInAPackage(room)
        .should()
        .onlyDependOnClassesThat(resideInAnyPackage(allowed).or(primitivesAndTheirArrays()));
  }

  private static DescribedPredicate<JavaClass> primitivesAndTheirArrays() {
    return DescribedPredicate.describe(
        "primitive", type -> type.getBaseComponentType().isPrimitive());
  }

  private static DescribedPredicate<JavaClass> isProgram() {
    return DescribedPredicate.describe(
        "has a main method", type -> type.tryGetMethod("main", String[].class).isPresent());
  }
}
