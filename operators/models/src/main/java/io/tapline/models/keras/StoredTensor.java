/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.keras;

import io.jhdf.api.Dataset;
import io.jhdf.api.dataset.ContiguousDataset;
import io.jhdf.object.datatype.FloatingPoint;
import io.tapline.models.InvalidModelException;
import java.nio.ByteBuffer;
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
          if (!(dataset.getDataType() instanceof FloatingPoint type)
              || (type.getSize() != 2 && type.getSize() != 4 && type.getSize() != 8)) {
            return Optional.of("are no floating-point numbers, save the model in float32");
          }
          return dataset instanceof ContiguousDataset
              ? Optional.empty()
              : Optional.of("are compressed or in chunks, save the model with Keras itself");
        });
  }

  /** All values, row-major. */
  float[] values() throws InvalidModelException {
    long count = file.guarded(path, dataset::getSize);
    int size = file.guarded(path, () -> dataset.getDataType().getSize());
    if (count < 0 || count > Integer.MAX_VALUE) {
      throw new InvalidModelException(List.of("weights are too many: tensor=" + path));
    }
    file.take(count * size, path);
    float[] values = new float[(int) count];
    return file.guarded(path, () -> fill(values, ((ContiguousDataset) dataset).getBuffer(), size));
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
