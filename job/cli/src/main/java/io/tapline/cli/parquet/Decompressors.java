/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli.parquet;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.GZIPInputStream;
import org.apache.parquet.bytes.ByteBufferInputStream;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.CodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/** The compressions that are read without Hadoop: the library's own, and the JDK's gzip. */
final class Decompressors extends CodecFactory {

  Decompressors() {
    super(new PlainParquetConfiguration(), 0);
  }

  @Override
  protected BytesDecompressor createDecompressor(CompressionCodecName codec) {
    return switch (codec) {
      case UNCOMPRESSED, SNAPPY, ZSTD, LZ4_RAW -> super.createDecompressor(codec);
      case GZIP -> new Gzip();
      default ->
          throw new IllegalArgumentException(
              "compression is not supported: write it with zstd, snappy, gzip, lz4_raw or none: codec="
                  + codec);
    };
  }

  private static final class Gzip extends BytesDecompressor {

    @Override
    public BytesInput decompress(BytesInput bytes, int size) throws IOException {
      try (GZIPInputStream in = new GZIPInputStream(bytes.toInputStream())) {
        byte[] plain = in.readNBytes(size);
        if (plain.length < size) {
          throw new EOFException("a page is cut short: expected=" + size + ", got=" + plain.length);
        }
        return BytesInput.from(plain);
      }
    }

    @Override
    public void decompress(ByteBuffer in, int inSize, ByteBuffer out, int outSize)
        throws IOException {
      ByteBuffer bytes = in.duplicate().limit(in.position() + inSize);
      BytesInput plain =
          decompress(BytesInput.from(ByteBufferInputStream.wrap(bytes), inSize), outSize);
      out.put(plain.toByteBuffer());
    }

    @Override
    public void release() {
      // Nothing is kept.
    }
  }
}
