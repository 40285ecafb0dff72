/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.source;

import io.tapline.convolution.NetworkGraph;
import io.tapline.models.ImportedNetwork;
import io.tapline.models.InvalidModelException;
import io.tapline.models.Model;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What the results of a model are labelled by whose file says nothing of it: the file's name, and
 * as version the beginning of the SHA-256 of its bytes.
 *
 * @param name the file's name without its ending
 * @param version twelve hexadecimal digits
 */
record FileLabels(String name, String version) {

  private static final int VERSION_DIGITS = 12;

  static FileLabels of(Path file) throws IOException {
    String fileName = file.getFileName().toString();
    String name = fileName.substring(0, fileName.lastIndexOf('.'));
    return new FileLabels(name.isBlank() ? "model" : name, digest(file));
  }

  /**
   * @throws InvalidModelException if a layer has a name that no file of Tapline's could hold
   */
  Model label(ImportedNetwork imported) throws InvalidModelException {
    checkLayerNames(imported.graph());
    return new Model(
        name,
        version,
        imported.inputFrames(),
        Optional.empty(),
        withNamesForFiles(imported.graph()));
  }

  private static void checkLayerNames(NetworkGraph graph) throws InvalidModelException {
    List<String> problems = new ArrayList<>();
    for (NetworkGraph.Node node : graph.nodes()) {
      String layer = node.layer().name();
      if (layer.isBlank() || layer.chars().anyMatch(Character::isISOControl)) {
        problems.add("name of a layer must be a text of one line, give it another: layer=" + layer);
      }
    }
    if (!problems.isEmpty()) {
      throw new InvalidModelException(problems);
    }
  }

  private static String digest(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file);
        DigestInputStream digesting =
            new DigestInputStream(in, MessageDigest.getInstance("SHA-256"))) {
      digesting.transferTo(OutputStream.nullOutputStream());
      byte[] digest = digesting.getMessageDigest().digest();
      return HexFormat.of().formatHex(digest).substring(0, VERSION_DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Files and topics are named after outputs, so that not every name of a framework will do. */
  private static NetworkGraph withNamesForFiles(NetworkGraph graph) {
    Set<String> taken = new HashSet<>(Set.of("rejected"));
    List<NetworkGraph.Output> outputs = new ArrayList<>();
    for (NetworkGraph.Output output : graph.outputs()) {
      String plain = output.name().replaceAll("[^A-Za-z0-9._-]", "_").replaceAll("^[._-]+", "");
      String base = plain.isEmpty() ? "output" : plain;
      String name = base;
      for (int n = 2; !taken.add(name.toLowerCase(Locale.ROOT)); n++) {
        name = base + "_" + n;
      }
      outputs.add(new NetworkGraph.Output(name, output.source()));
    }
    return new NetworkGraph(graph.inputChannels(), graph.nodes(), outputs);
  }
}
