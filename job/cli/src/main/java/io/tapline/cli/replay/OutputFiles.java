/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli.replay;

import io.tapline.cli.UserFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The files that a replay is to write, looked at before anything is written. */
final class OutputFiles {

  private final Path frames;
  private final List<Path> results = new ArrayList<>();

  /**
   * @param folder of the results and the rejected readings; null where they are not wanted
   * @param outputs the names of the model's outputs; none where results are not wanted
   * @param frames the file of the frames; null where they are not wanted
   */
  OutputFiles(Path folder, List<String> outputs, Path frames) {
    this.frames = frames;
    if (folder != null) {
      outputs.forEach(output -> results.add(folder.resolve(output + ".csv")));
      results.add(folder.resolve("rejected.csv"));
    }
  }

  /**
   * Checks that none is a recording, under whatever name, and that each is another file.
   *
   * @throws UserFault that names those that are
   */
  void check(List<Path> recordings) throws IOException {
    List<String> problems = new ArrayList<>();
    for (Path recording : recordings) {
      if (frames != null && isSame(frames, recording)) {
        problems.add(problem("--frames would overwrite a recording; give it another name", frames));
      }
      for (Path result : results) {
        if (isSame(result, recording)) {
          problems.add(problem("--out would overwrite a recording; name another folder", result));
        }
      }
    }
    for (Path result : results) {
      if (frames != null && isSame(frames, result)) {
        problems.add(
            problem("--frames and --out would write one file; give it another name", frames));
      }
    }
    if (!problems.isEmpty()) {
      throw new UserFault(problems);
    }
  }

  private static String problem(String what, Path file) {
    return what + ": file=" + file;
  }

  /** Links are followed. A file that is not there yet is told by its folder and its name. */
  private static boolean isSame(Path one, Path other) throws IOException {
    return Files.exists(one) && Files.exists(other)
        ? Files.isSameFile(one, other)
        : real(one).equals(real(other));
  }

  private static Path real(Path file) throws IOException {
    Path absolute = file.toAbsolutePath();
    Path folder = absolute.getParent();
    return folder != null && Files.isDirectory(folder)
        ? folder.toRealPath().resolve(absolute.getFileName())
        : absolute.normalize();
  }
}
