/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli.recording;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.zip.GZIPOutputStream;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.CodecFactory;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;

/** Writes Parquet as other programs do. */
final class ParquetTables {

  private ParquetTables() {}

  @SafeVarargs
  static void write(Path file, CompressionCodecName codec, String schema, Consumer<Group>... rows)
      throws IOException {
    MessageType type = MessageTypeParser.parseMessageType(schema);
    try (ParquetWriter<Group> writer =
        ExampleParquetWriter.builder(new LocalOutputFile(file))
            .withType(type)
            .withConf(new PlainParquetConfiguration())
            .withCodecFactory(new GzipToo())
            .withCompressionCodec(codec)
            .build()) {
      for (Consumer<Group> fill : rows) {
        Group row = new SimpleGroup(type);
        fill.accept(row);
        writer.write(row);
      }
    }
  }

  /** The library's own compressions, and gzip, which it has from Hadoop. */
  private static final class GzipToo extends CodecFactory {

    GzipToo() {
      super(new PlainParquetConfiguration(), 0);
    }

    @Override
    protected BytesCompressor createCompressor(CompressionCodecName codec) {
      return codec == CompressionCodecName.GZIP ? new Gzip() : super.createCompressor(codec);
    }
  }

  private static final class Gzip extends CodecFactory.BytesCompressor {

    @Override
    public BytesInput compress(BytesInput bytes) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
        bytes.writeAllTo(gzip);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return BytesInput.from(out.toByteArray());
    }

    @Override
    public CompressionCodecName getCodecName() {
      return CompressionCodecName.GZIP;
    }

    @Override
    public void release() {
      // Nothing is kept.
    }
  }
}
