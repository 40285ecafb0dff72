/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline.decode;

import io.tapline.pipeline.config.SchemaRegistryConfig;
import io.tapline.pipeline.decode.RegisteredSchema.Reference;
import java.io.Serializable;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.TreeMap;

/**
 * Where a schema registry is, and what it is shown with every request.
 *
 * @param url without a slash at its end
 * @param headers secrets among them, so they are never printed
 */
record RegistryAccess(String url, TreeMap<String, String> headers) implements Serializable {

  static RegistryAccess of(SchemaRegistryConfig config) {
    TreeMap<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.putAll(config.headers());
    if (config.user() != null) {
      byte[] credentials =
          (config.user() + ":" + config.password()).getBytes(StandardCharsets.UTF_8);
      headers.put("Authorization", "Basic " + Base64.getEncoder().encodeToString(credentials));
    }
    return new RegistryAccess(config.url().replaceFirst("/+$", ""), headers);
  }

  URI schema(int id) {
    return URI.create(url + "/schemas/ids/" + id);
  }

  /** One that was deleted is answered too: it is a part of schemas that were not. */
  URI part(Reference reference) {
    String subject =
        URLEncoder.encode(reference.subject(), StandardCharsets.UTF_8).replace("+", "%20");
    return URI.create(
        url + "/subjects/" + subject + "/versions/" + reference.version() + "?deleted=true");
  }

  @Override
  public String toString() {
    return "RegistryAccess[url=" + url + ", headers=" + headers.keySet() + "]";
  }
}
