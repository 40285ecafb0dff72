/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline.decode;

import io.tapline.schemas.UndecodableRecordException;
import io.tapline.schemas.mapping.SchemasById;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.avro.Schema;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The schemas of a registry, each asked for once. A question stays open until the registry has
 * answered it, however long it cannot be reached: it is repeated, at longer and longer intervals.
 *
 * <p>That there is no such schema, or that the registry will not give it, is an answer, and is
 * believed for half a minute: another one may have been registered by then.
 */
final class SchemaRegistry implements SchemasById, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(SchemaRegistry.class);

  private static final int REFUSALS_KEPT = 1_000;
  private static final int REFUSAL_SECONDS = 30;
  private static final CompletableFuture<Void> ANSWERED = CompletableFuture.completedFuture(null);

  private final RegistryClient client;
  private final RegisteredSchemas registered;
  private final Backoff backoff;
  private final Map<Integer, Schema> schemas = new ConcurrentHashMap<>();
  private final Map<Integer, Refusal> refusals =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, Refusal> eldest) {
          return size() > REFUSALS_KEPT;
        }
      };
  private final Executor stale =
      CompletableFuture.delayedExecutor(REFUSAL_SECONDS, TimeUnit.SECONDS);
  private final ExecutorService asking =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "schema-registry");
            thread.setDaemon(true);
            return thread;
          });

  /** Why there is no schema, and whether that is still believed. */
  private static final class Refusal {
    private final String reason;
    private volatile boolean stale;

    Refusal(String reason) {
      this.reason = reason;
    }
  }

  SchemaRegistry(RegistryAccess access) {
    this(new RegistryClient(access), new Backoff());
  }

  SchemaRegistry(RegistryClient client, Backoff backoff) {
    this.client = client;
    registered = new RegisteredSchemas(client);
    this.backoff = backoff;
  }

  /**
   * Asks for a schema, unless that has been answered. Not for use by several threads at once.
   *
   * @return is done when {@link #schema} may be called
   */
  CompletableFuture<Void> ask(int id) {
    if (schemas.containsKey(id)) {
      return ANSWERED;
    }
    synchronized (refusals) {
      Refusal refusal = refusals.get(id);
      if (refusal != null && !refusal.stale) {
        return ANSWERED;
      }
    }
    return CompletableFuture.runAsync(() -> askUntilAnswered(id), asking);
  }

  @Override
  public Schema schema(int id) throws UndecodableRecordException {
    Schema schema = schemas.get(id);
    if (schema != null) {
      return schema;
    }
    synchronized (refusals) {
      throw new UndecodableRecordException(refusals.get(id).reason);
    }
  }

  private void askUntilAnswered(int id) {
    for (int attempt = 1; ; attempt++) {
      try {
        schemas.put(id, registered.schema(id));
        return;
      } catch (UndecodableRecordException e) {
        refuse(id, e.getMessage());
        return;
      } catch (IOException | RuntimeException e) {
        if (backoff.isToBeTold(attempt)) {
          LOG.warn(
              "Records wait: the schema registry gives no answer: {}, id={}, attempt={}, reason={}",
              client,
              id,
              attempt,
              e.toString());
        }
      }
      backoff.pause(attempt);
    }
  }

  private void refuse(int id, String reason) {
    Refusal refusal = new Refusal(reason);
    synchronized (refusals) {
      refusals.remove(id);
      refusals.put(id, refusal);
    }
    stale.execute(() -> refusal.stale = true);
  }

  /** Lets open questions be; they are not answered any more. */
  @Override
  public void close() {
    asking.shutdownNow();
  }
}
