/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.run;

import io.tapline.network.kernel.KernelChoice.VectorFactory;
import io.tapline.network.plan.NetworkPlan;
import io.tapline.network.stage.Chunk;
import io.tapline.network.state.SlotLayout;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Finds out beside the stream whether kernels of vectors are faster than plain loops for a network,
 * while plain loops serve the stream.
 *
 * <p>Explicit vectors are thousands of times slower than plain loops until the JVM's optimizing
 * compiler has got to them, which takes a second or two; and where it cannot make instructions of
 * them, they stay slow. So they run on made-up frames until they have won a few rounds in a row: by
 * then they are compiled, and a stream changes over to them without a slow frame. Since all kernels
 * give the same bits, nobody can see when.
 */
public final class KernelTrial implements Runnable {
  /** Calls of all sizes, since each has tiles of its own. */
  private static final int[] CALLS = {16, 4, 1, Chunk.FRAMES};

  /** Rounds in a row that vectors must win. */
  private static final int ROUNDS = 3;

  /** The packed weights, and as much again for what makes them whole vectors and for scratch. */
  private static final long WEIGHT_COPIES = 4;

  private static final long ROUND_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
  private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(10);

  /** One trial at a time, and no thread where there is none. */
  private static final ThreadPoolExecutor QUEUE =
      new ThreadPoolExecutor(
          1, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), KernelTrial::thread);

  static {
    QUEUE.allowCoreThreadTimeOut(true);
  }

  private final NetworkPlan plan;
  private final SlotLayout memory;
  private final KernelVariants variants;
  private final VectorFactory vectors;
  private volatile Outcome outcome;

  /**
   * How a trial ended.
   *
   * @param packed what is fastest; null if it is what serves already
   * @param reason what was found
   */
  public record Outcome(PackedLayers packed, String reason) {}

  public KernelTrial(
      NetworkPlan plan, SlotLayout memory, KernelVariants variants, VectorFactory vectors) {
    this.plan = plan;
    this.memory = memory;
    this.variants = variants;
    this.vectors = vectors;
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "tapline-kernel-trial");
    thread.setDaemon(true);
    thread.setPriority(Thread.MIN_PRIORITY);
    thread.setContextClassLoader(KernelTrial.class.getClassLoader());
    return thread;
  }

  /** Lets it run when those before it have ended. */
  public void start() {
    QUEUE.execute(this);
  }

  /** How it ended; null as long as it has not. */
  public Outcome outcome() {
    return outcome;
  }

  @Override
  public void run() {
    try {
      outcome = compare();
    } catch (Throwable e) {
      // Whatever it is, the stream goes on with plain loops.
      outcome = new Outcome(null, "plain loops, for the trial of vectors failed: " + e);
    }
  }

  private Outcome compare() {
    long needed = WEIGHT_COPIES * Float.BYTES * plan.parameters().total();
    Runtime machine = Runtime.getRuntime();
    long free = machine.maxMemory() - machine.totalMemory() + machine.freeMemory();
    if (needed > free / 2) {
      return new Outcome(
          null,
          "plain loops, for the heap has no room for the weights of vectors: needed bytes="
              + needed
              + ", free="
              + free);
    }
    PackedLayers packed = variants.vector(vectors);
    Contender vector = new Contender(packed);
    Contender plain = new Contender(variants.plain());
    long start = System.nanoTime();
    int won = 0;
    while (won < ROUNDS && System.nanoTime() - start < LIMIT_NANOS) {
      won = vector.round() < plain.round() ? won + 1 : 0;
    }
    double ratio = plain.nanosPerFrame / vector.nanosPerFrame;
    String result =
        String.format(
            Locale.ROOT,
            "vectors of %d bits take %.0f ns a frame, plain loops %.0f, after %.1f s",
            vectors.bits(),
            vector.nanosPerFrame,
            plain.nanosPerFrame,
            (System.nanoTime() - start) / 1e9);
    return won == ROUNDS
        ? new Outcome(
            packed, String.format(Locale.ROOT, "vectors, %.1f times as fast: %s", ratio, result))
        : new Outcome(null, "plain loops, for vectors are not faster here: " + result);
  }

  /** The network on made-up frames. */
  private final class Contender {
    private final Executor executor;
    private final float[] kept;
    private final float[] frames;
    private long before;
    private double nanosPerFrame;

    Contender(PackedLayers packed) {
      executor = new Executor(plan, memory, packed);
      kept = memory.newValues();
      frames = new float[Chunk.FRAMES * plan.inputChannels()];
      Random random = new Random(1);
      for (int i = 0; i < frames.length; i++) {
        frames[i] = (float) random.nextGaussian();
      }
    }

    /** Runs for a while; nanoseconds that a frame took. */
    double round() {
      long start = System.nanoTime();
      long done = 0;
      do {
        for (int count : CALLS) {
          executor.process(
              frames, 0, count, kept, before, (output, frame, missing, values, offset) -> {});
          before += count;
          done += count;
        }
      } while (System.nanoTime() - start < ROUND_NANOS);
      nanosPerFrame = (double) (System.nanoTime() - start) / done;
      return nanosPerFrame;
    }
  }
}
