/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli.frames;

import io.tapline.alignment.FrameBlock;
import io.tapline.cli.parquet.ParquetFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Types;

/** Frames as Parquet: flat columns, none of them null, compressed with Zstandard. */
final class ParquetFrameFile implements FrameFile {

  private final ParquetWriter<Integer> writer;
  private final FrameWriteSupport frames;

  ParquetFrameFile(Path file, List<String> channels) throws IOException {
    frames = new FrameWriteSupport(schema(new FrameColumns(channels).names(), channels.size()));
    writer =
        new Builder(new LocalOutputFile(file), frames)
            .withConf(new PlainParquetConfiguration())
            .withCompressionCodec(CompressionCodecName.ZSTD)
            .withWriteMode(ParquetFileWriter.Mode.OVERWRITE)
            .build();
  }

  static long count(Path file) throws IOException {
    try (ParquetFileReader reader = ParquetFiles.open(file)) {
      return reader.getRecordCount();
    }
  }

  private static MessageType schema(List<String> columns, int channels) {
    Types.MessageTypeBuilder schema = Types.buildMessage();
    schema
        .required(PrimitiveTypeName.BINARY)
        .as(LogicalTypeAnnotation.stringType())
        .named(columns.get(0));
    schema
        .required(PrimitiveTypeName.INT64)
        .as(LogicalTypeAnnotation.timestampType(true, LogicalTypeAnnotation.TimeUnit.MICROS))
        .named(columns.get(1));
    for (String channel : columns.subList(2, 2 + channels)) {
      schema.required(PrimitiveTypeName.FLOAT).named(channel);
    }
    for (String mask : columns.subList(2 + channels, columns.size())) {
      schema
          .required(PrimitiveTypeName.INT32)
          .as(LogicalTypeAnnotation.intType(8, true))
          .named(mask);
    }
    return schema.named("frames");
  }

  @Override
  public void write(FrameBlock block) throws IOException {
    frames.block = block;
    for (int frame = 0; frame < block.frames(); frame++) {
      writer.write(frame);
    }
    frames.block = null;
  }

  @Override
  public void close() throws IOException {
    writer.close();
  }

  /** Takes the indexes of frames of the block that is being written. */
  private static final class FrameWriteSupport extends WriteSupport<Integer> {

    private final MessageType schema;
    private FrameBlock block;
    private RecordConsumer out;

    FrameWriteSupport(MessageType schema) {
      this.schema = schema;
    }

    @Override
    public WriteContext init(Configuration settings) {
      return new WriteContext(schema, Map.of());
    }

    @Override
    public WriteContext init(ParquetConfiguration settings) {
      return new WriteContext(schema, Map.of());
    }

    @Override
    public void prepareForWrite(RecordConsumer consumer) {
      out = consumer;
    }

    @Override
    public void write(Integer frame) {
      int channels = block.channels();
      int from = frame * channels;
      out.startMessage();
      begin(0);
      out.addBinary(Binary.fromString(block.device()));
      end(0);
      begin(1);
      out.addLong(block.timeOf(frame));
      end(1);
      for (int channel = 0; channel < channels; channel++) {
        begin(2 + channel);
        out.addFloat(block.values()[from + channel]);
        end(2 + channel);
      }
      for (int channel = 0; channel < channels; channel++) {
        begin(2 + channels + channel);
        out.addInteger(block.mask()[from + channel]);
        end(2 + channels + channel);
      }
      out.endMessage();
    }

    private void begin(int column) {
      out.startField(schema.getFieldName(column), column);
    }

    private void end(int column) {
      out.endField(schema.getFieldName(column), column);
    }
  }

  private static final class Builder extends ParquetWriter.Builder<Integer, Builder> {

    private final FrameWriteSupport frames;

    Builder(OutputFile file, FrameWriteSupport frames) {
      super(file);
      this.frames = frames;
    }

    @Override
    protected Builder self() {
      return this;
    }

    @Override
    protected WriteSupport<Integer> getWriteSupport(Configuration settings) {
      return frames;
    }

    @Override
    protected WriteSupport<Integer> getWriteSupport(ParquetConfiguration settings) {
      return frames;
    }
  }
}
