/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.keras;

import io.jhdf.ObjectHeader;
import io.jhdf.api.Dataset;
import io.jhdf.api.dataset.ChunkedDataset;
import io.jhdf.api.dataset.ContiguousDataset;
import io.jhdf.object.datatype.FloatingPoint;
import io.jhdf.object.message.FilterPipelineMessage;
import io.tapline.models.InvalidModelException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Numbers in an HDF5 file, which are read only once their shape is known to be right. */
final class StoredTensor {
  private final Hdf5File file;
  private final Dataset dataset;
  private final String path;

  StoredTensor(Hdf5File file, Dataset dataset, String path) {
    this.file = file;
    this.dataset = dataset;
    this.path = path;
  }

  List<Long> shape() throws InvalidModelException {
    return file.guarded(path, () -> Arrays.stream(dataset.getDimensionsAsLong()).boxed().toList());
  }

  /** Why the values cannot be read whatever their shape; empty if they can. */
  Optional<String> obstacle() throws InvalidModelException {
    return file.guarded(
        path,
        () -> {
          if (!(dataset.getDataType() instanceof FloatingPoint type) || !isIeee(type)) {
            return Optional.of("are no floating-point numbers, save the model in float32");
          }
          if (dataset instanceof ContiguousDataset) {
            return Optional.empty();
          }
          return dataset instanceof ChunkedDataset chunked && isReadable(chunked, type)
              ? Optional.empty()
              : Optional.of(
                  "are compressed in a way of their own, save the model with Keras itself");
        });
  }

  private static boolean isIeee(FloatingPoint type) {
    return switch (type.getSize()) {
      case 2 -> type.getExponentSize() == 5;
      case 4 -> type.getExponentSize() == 8;
      case 8 -> type.getExponentSize() == 11;
      default -> false;
    };
  }

  private boolean isReadable(ChunkedDataset chunked, FloatingPoint type) {
    Chunks chunks = chunks(chunked, type.getSize());
    return chunks.fits() && Chunks.KNOWN.containsAll(chunks.filters());
  }

  /** The library would load codecs for the filters, which are not all there. */
  private Chunks chunks(ChunkedDataset chunked, int size) {
    ObjectHeader header = ObjectHeader.readObjectHeader(file.storage(), chunked.getAddress());
    List<Integer> filters =
        header.getMessagesOfType(FilterPipelineMessage.class).stream()
            .flatMap(message -> message.getFilters().stream())
            .map(FilterPipelineMessage.FilterInfo::getId)
            .toList();
    return new Chunks(chunked.getDimensions(), chunked.getChunkDimensions(), size, filters);
  }

  /** All values, row-major. */
  float[] values() throws InvalidModelException {
    long count = file.guarded(path, dataset::getSize);
    int size = file.guarded(path, () -> dataset.getDataType().getSize());
    if (count < 0 || count > Integer.MAX_VALUE) {
      throw new InvalidModelException(List.of("weights are too many: tensor=" + path));
    }
    if (dataset instanceof ChunkedDataset chunked) {
      return fill(new float[(int) count], bytes(chunked, size), size);
    }
    file.take(count * size, path);
    float[] values = new float[(int) count];
    return file.guarded(path, () -> fill(values, ((ContiguousDataset) dataset).getBuffer(), size));
  }

  private ByteBuffer bytes(ChunkedDataset chunked, int size) throws InvalidModelException {
    Chunks chunks = file.guarded(path, () -> chunks(chunked, size));
    ByteOrder order =
        file.guarded(path, () -> ((FloatingPoint) chunked.getDataType()).getByteOrder());
    file.takeDecoded(chunks.bytes(), path);
    try {
      return chunks
          .read(start -> file.guarded(path, () -> chunked.getRawChunkBuffer(start)))
          .order(order);
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw Hdf5File.damaged("is damaged", path, e.getMessage());
    }
  }

  private static float[] fill(float[] values, ByteBuffer bytes, int size) {
    for (int i = 0; i < values.length; i++) {
      values[i] =
          switch (size) {
            case 2 -> FloatingPoint.toFloat(bytes.getShort());
            case 4 -> bytes.getFloat();
            default -> (float) bytes.getDouble();
          };
    }
    return values;
  }
}
