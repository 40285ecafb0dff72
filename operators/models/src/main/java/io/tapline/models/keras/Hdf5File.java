/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.keras;

import io.jhdf.HdfFile;
import io.jhdf.storage.HdfBackingStorage;
import io.tapline.models.InvalidModelException;
import io.tapline.models.ReadLimit;
import java.util.List;
import java.util.function.Supplier;

/**
 * An HDF5 file in memory. Whatever is wrong with it ends in an {@link InvalidModelException}; no
 * other file is ever opened, and no link followed.
 */
final class Hdf5File implements AutoCloseable {
  /** As many as a file without compression may have. */
  private static final long MAX_DECODED_BYTES = 128 << 20;

  private final WorkLimit limit;
  private final HdfFile file;
  private final long size;
  private long readableBytes;
  private final long mostDecoded;
  private long decodableBytes;

  private Hdf5File(byte[] bytes, WorkLimit limit, long mostDecoded) throws InvalidModelException {
    this.limit = limit;
    this.mostDecoded = mostDecoded;
    this.decodableBytes = mostDecoded;
    this.size = bytes.length;
    this.readableBytes = bytes.length;
    this.file = guarded("file", () -> HdfFile.fromBytes(bytes));
  }

  /** Opens a file; {@code bytes} belong to it from now on. */
  static Hdf5File open(byte[] bytes, ReadLimit readLimit) throws InvalidModelException {
    Superblock.checkComplete(bytes);
    WorkLimit limit = new WorkLimit(bytes, readLimit);
    try {
      return new Hdf5File(bytes, limit, readLimit.scaled(MAX_DECODED_BYTES));
    } catch (InvalidModelException e) {
      limit.close();
      throw e;
    }
  }

  Hdf5Group root() {
    return new Hdf5Group(this, file, "");
  }

  HdfBackingStorage storage() {
    return file.getHdfBackingStorage();
  }

  /**
   * Accounts for values that are about to be made: in all, a file can give no more of them than it
   * has bytes, however often one is named.
   */
  void take(long bytes, String what) throws InvalidModelException {
    if (bytes > readableBytes) {
      throw damaged("holds more values than it has bytes", what, "");
    }
    readableBytes -= bytes;
  }

  /** Drops the values read so far, which are not used any more. */
  void readAgain() {
    readableBytes = size;
    decodableBytes = mostDecoded;
  }

  /** Accounts for values that come from chunks, which may be compressed. */
  void takeDecoded(long bytes, String what) throws InvalidModelException {
    if (bytes > decodableBytes) {
      throw new InvalidModelException(
          List.of(
              "weights in chunks are too large, save the model without compression, or "
                  + ReadLimit.RAISE
                  + ": part="
                  + what
                  + ", maximum bytes="
                  + mostDecoded));
    }
    decodableBytes -= bytes;
  }

  /** What {@code reading} gives, if the file lets it. */
  <T> T guarded(String what, Supplier<T> reading) throws InvalidModelException {
    T value;
    limit.start();
    try {
      value = reading.get();
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      // The library trusts the file; the kinds of its failures have no end.
      throw limit.isOver() ? tooMuchWork(what) : damaged("is damaged", what, reason(e));
    } finally {
      limit.stop();
    }
    if (limit.isOver()) {
      throw tooMuchWork(what);
    }
    return value;
  }

  private static InvalidModelException tooMuchWork(String what) {
    return damaged("takes too much work to read", what, "");
  }

  static InvalidModelException damaged(String condition, String what, String reason) {
    return new InvalidModelException(
        List.of(
            "HDF5 file "
                + condition
                + ", copy or save it again: part="
                + what
                + (reason.isEmpty() ? "" : ", reason=" + reason)));
  }

  /** The first cause tells what was found, the others only where. */
  private static String reason(Throwable e) {
    Throwable cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
  }

  @Override
  public void close() {
    limit.close();
    file.close();
  }
}
