/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapline.pipeline.config.SchemaRegistryConfig;
import io.tapline.schemas.UndecodableRecordException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against a real HTTP server: what it says is believed, what it does not say is asked again. */
class SchemaRegistryTest {

  private static final long PATIENCE_SECONDS = 20;
  private static final String SCHEMA =
      "{\"type\":\"record\",\"name\":\"R\",\"fields\":[{\"name\":\"v\",\"type\":\"int\"}]}";

  /** Pauses until the test lets the next attempt be made. */
  private static final class Stepwise extends Backoff {

    private final Semaphore pauses = new Semaphore(0);
    private final Semaphore steps = new Semaphore(0);

    @Override
    void pause(int attempt) {
      pauses.release();
      steps.acquireUninterruptibly();
    }

    void awaitPause() throws InterruptedException {
      assertThat(pauses.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    }

    void step() {
      steps.release();
    }
  }

  private final Stepwise backoff = new Stepwise();
  private RegistryServer server;
  private SchemaRegistry registry;

  @BeforeEach
  void start() throws Exception {
    server = new RegistryServer();
    registry = registry(server.access());
  }

  @AfterEach
  void close() {
    registry.close();
    server.close();
  }

  @Test
  void shouldAskForASchemaOnce() throws Exception {
    server.knows(7, SCHEMA);
    await(registry.ask(7));
    assertThat(registry.ask(7)).isDone();
    assertThat(registry.schema(7).getName()).isEqualTo("R");
    assertThat(server.requests()).containsExactly("/schemas/ids/7 null");
  }

  @Test
  void shouldRefuseASchemaThatTheRegistrySaysItDoesNotHave() throws Exception {
    await(registry.ask(8));
    assertThat(registry.ask(8)).isDone();
    assertThatThrownBy(() -> registry.schema(8))
        .isInstanceOf(UndecodableRecordException.class)
        .hasMessage("the registry has no such schema: id=8");
    assertThat(server.requests()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "404, 404, 'the registry has no such schema: id=8'",
    "404, 40403, 'the registry has no such schema: id=8'",
    "422, 42202, 'the registry refuses the schema: id=8, status=422, error_code=42202'",
    "422, 422, 'the registry refuses the schema: id=8, status=422, error_code=422'",
    "400, 400, 'the registry refuses the schema: id=8, status=400, error_code=400'",
    "409, 40901, 'the registry refuses the schema: id=8, status=409, error_code=40901'",
    "410, 41001, 'the registry refuses the schema: id=8, status=410, error_code=41001'"
  })
  void shouldTakeARefusalOfTheRegistryForAnAnswer(int status, int code, String problem)
      throws Exception {
    server.answers(8, status, "{\"error_code\": " + code + ", \"message\": \"no\"}");
    await(registry.ask(8));
    assertThat(registry.ask(8)).isDone();
    assertThatThrownBy(() -> registry.schema(8))
        .isInstanceOf(UndecodableRecordException.class)
        .hasMessage(problem);
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void shouldRefuseASchemaOfWhichAPartIsRefused() throws Exception {
    String references = "\"references\": [{\"subject\": \"s\", \"version\": 0}]";
    server.answers(8, 200, "{" + RegistryServer.schemaKey(SCHEMA) + ", " + references + "}");
    server.answers("/subjects/s/versions/0", 422, "{\"error_code\": 42202}");
    await(registry.ask(8));
    assertThatThrownBy(() -> registry.schema(8))
        .hasMessageStartingWith("the registry refuses the schema, to which another refers: id=8, ")
        .hasMessageEndingWith(", status=422, error_code=42202");
  }

  @ParameterizedTest
  @CsvSource({
    "404, <html>no such page</html>",
    "404, '{\"message\": \"no route\"}'",
    "401, '{\"error_code\": 401}'",
    "403, '{\"error_code\": 40301}'",
    "407, '{\"error_code\": 40403}'",
    "408, '{\"error_code\": 408}'",
    "425, '{\"error_code\": 425}'",
    "429, '{\"error_code\": 42901}'",
    "404, '{\"error_code\": 40101}'",
    "422, '<html>no</html>'",
    "422, '{\"error_code\": 50001}'",
    "422, '{\"error_code\": 42}'",
    "422, '{\"error_code\": -42201}'",
    "400, '{\"code\": 400}'",
    "500, '{\"error_code\": 50001}'",
    "503, ''",
    "200, garbage",
    "200, ''",
    "200, '{\"schema\": 5}'",
    "200, '[[[[['",
    "301, ''"
  })
  void shouldAskAgainUntilThereIsAnAnswer(int status, String body) throws Exception {
    server.answers(9, status, body);
    CompletableFuture<Void> answer = registry.ask(9);
    backoff.awaitPause();
    backoff.step();
    backoff.awaitPause();
    assertThat(answer).isNotDone();

    server.knows(9, SCHEMA);
    backoff.step();
    await(answer);
    assertThat(registry.schema(9).getName()).isEqualTo("R");
  }

  @Test
  void shouldWaitForARegistryThatIsNotThereYet() throws Exception {
    int port = server.port();
    server.close();
    CompletableFuture<Void> answer = registry.ask(9);
    backoff.awaitPause();
    assertThat(answer).isNotDone();

    server = new RegistryServer(port).knows(9, SCHEMA);
    backoff.step();
    await(answer);
    assertThat(registry.schema(9).getName()).isEqualTo("R");
  }

  @Test
  void shouldNotWaitForEverForTheRestOfAnAnswer() throws Exception {
    server.knows(9, SCHEMA);
    server.stall(true);
    registry.close();
    registry =
        new SchemaRegistry(new RegistryClient(server.access(), Duration.ofMillis(300)), backoff);
    CompletableFuture<Void> answer = registry.ask(9);
    backoff.awaitPause();
    assertThat(answer).isNotDone();

    server.stall(false);
    backoff.step();
    await(answer);
    assertThat(registry.schema(9).getName()).isEqualTo("R");
  }

  @ParameterizedTest
  @CsvSource({
    "'{\"schemaType\": \"PROTOBUF\", \"schema\": \"syntax\"}', "
        + "'the registry''s schema is not Avro: id=9, type=PROTOBUF'",
    "'{\"schema\": \"nonsense\"}', 'the registry''s schema cannot be read: id=9, reason='",
    "'{\"schema\": \"\\\"X\\\"\"}', 'the registry''s schema cannot be read: id=9, reason='"
  })
  void shouldRefuseASchemaThatCannotBeUsed(String body, String problem) throws Exception {
    server.answers(9, 200, body);
    await(registry.ask(9));
    assertThatThrownBy(() -> registry.schema(9))
        .isInstanceOf(UndecodableRecordException.class)
        .hasMessageStartingWith(problem);
  }

  @Test
  void shouldRememberABoundedNumberOfRefusals() throws Exception {
    for (int id = 0; id < 1_001; id++) {
      await(registry.ask(id));
    }
    assertThat(server.requests()).hasSize(1_001);
    assertThat(registry.ask(1_000)).isDone();
    await(registry.ask(0));
    assertThat(server.requests()).hasSize(1_002);
  }

  @Test
  void shouldShowCredentialsToTheRegistryAndToNobodyElse() throws Exception {
    registry.close();
    SchemaRegistryConfig config =
        new SchemaRegistryConfig(
            "http://127.0.0.1:" + server.port() + "/", "me", "s3cret", Map.of("X-Key", "s3cret"));
    RegistryAccess access = RegistryAccess.of(config);
    registry = registry(access);
    await(registry.ask(7));
    assertThat(server.requests()).containsExactly("/schemas/ids/7 Basic bWU6czNjcmV0");
    assertThat(List.of(config.toString(), access.toString(), new RegistryClient(access).toString()))
        .allSatisfy(text -> assertThat(text).doesNotContain("s3cret", "bWU6"));
  }

  @Test
  void shouldAskMoreAndMoreSeldomAndTellItNowAndThen() {
    Backoff real = new Backoff();
    List<Long> millis = new ArrayList<>();
    for (int attempt = 1; attempt <= 10; attempt++) {
      millis.add(real.millis(attempt));
    }
    assertThat(millis)
        .containsExactly(250L, 500L, 1000L, 2000L, 4000L, 8000L, 16000L, 30000L, 30000L, 30000L);
    assertThat(real.millis(Integer.MAX_VALUE)).isEqualTo(30_000);
    List<Integer> told = new ArrayList<>();
    for (int attempt = 1; attempt <= 100; attempt++) {
      if (real.isToBeTold(attempt)) {
        told.add(attempt);
      }
    }
    assertThat(told).containsExactly(1, 2, 4, 8, 16, 32, 64, 96);
  }

  private SchemaRegistry registry(RegistryAccess access) {
    return new SchemaRegistry(new RegistryClient(access), backoff);
  }

  private static void await(CompletableFuture<Void> answer) throws Exception {
    answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }
}
