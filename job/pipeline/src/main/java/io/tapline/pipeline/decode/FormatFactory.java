/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline.decode;

import io.tapline.pipeline.config.InputTopicConfig;
import io.tapline.pipeline.config.InputTopicConfig.Format;
import io.tapline.schemas.mapping.RecordFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;

/** From the keys of a topic to the format of its records, and what is wrong with them. */
final class FormatFactory {

  private static final String DEFAULT_SEPARATOR = ",";
  private static final String NO_SEPARATORS = "\"\r\n\\";

  private final InputTopicConfig config;
  private final Path folder;
  private final Place place;

  /**
   * @param folder from which the paths of schema files start
   */
  FormatFactory(InputTopicConfig config, Path folder, Place place) {
    this.config = config;
    this.folder = folder;
    this.place = place;
  }

  /** The format, or null where it cannot be told, which is a problem told. */
  RecordFormat format() {
    if (config.format() != Format.AVRO_SCHEMA) {
      place.absent("schema", config.schema(), "format avro-schema");
    }
    if (config.format() != Format.CSV) {
      place.absent("columns", config.columns(), "format csv");
      place.absent("separator", config.separator(), "format csv");
    }
    return switch (config.format()) {
      case AVRO -> throw new IllegalStateException("Tapline's own Avro has no such format");
      case AVRO_SCHEMA -> avro();
      case CONFLUENT_AVRO -> new RecordFormat.ConfluentAvro();
      case JSON -> new RecordFormat.Json();
      case CSV -> csv();
    };
  }

  private RecordFormat csv() {
    place.absent("rows", config.rows(), "formats that nest: each line of csv is a row");
    if (config.columns() == null) {
      place.problem("what are the fields of a line? a key is missing: key=columns");
      return null;
    }
    Set<String> names = new HashSet<>();
    for (String column : config.columns()) {
      if (!names.add(column)) {
        place.at("columns").problem("two columns have one name: name=" + column);
      }
    }
    String separator = config.separator() == null ? DEFAULT_SEPARATOR : config.separator();
    if (!checkSeparator(separator, place.at("separator"))) {
      return null;
    }
    return new RecordFormat.Csv(config.columns(), separator.charAt(0));
  }

  /** Whether a text separates a line's fields; where it does not, that is told. */
  static boolean checkSeparator(String separator, Place place) {
    boolean separates =
        separator.length() == 1
            && !NO_SEPARATORS.contains(separator)
            && !Character.isLetterOrDigit(separator.charAt(0));
    if (!separates) {
      place.problem("not one character that separates: such as ; or \"\\t\": value=" + separator);
    }
    return separates;
  }

  private RecordFormat avro() {
    if (config.schema() == null) {
      place.problem("which schema? a key is missing: key=schema");
      return null;
    }
    Place at = place.at("schema");
    try {
      Path file = folder.resolve(config.schema());
      String json = Files.readString(file);
      Schema schema = new Schema.Parser().parse(json);
      return new RecordFormat.AvroSchema(schema.toString());
    } catch (AvroRuntimeException e) {
      at.problem("not an Avro schema: file=" + config.schema() + ", reason=" + e.getMessage());
    } catch (InvalidPathException e) {
      at.problem("not a path: reason=" + e.getReason());
    } catch (NoSuchFileException e) {
      at.problem("there is no such file: file=" + e.getFile());
    } catch (IOException e) {
      at.problem("the file cannot be read: file=" + config.schema() + ", reason=" + e);
    }
    return null;
  }
}
