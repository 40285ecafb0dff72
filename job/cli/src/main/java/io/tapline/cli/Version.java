/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli;

import picocli.CommandLine.IVersionProvider;

/** The versions of Tapline and of the Java that runs it. */
final class Version implements IVersionProvider {

  @Override
  public String[] getVersion() {
    String tapline = Tapline.class.getPackage().getImplementationVersion();
    return new String[] {
      "tapline " + (tapline == null ? "of this working tree" : tapline),
      "Java " + System.getProperty("java.version")
    };
  }
}
