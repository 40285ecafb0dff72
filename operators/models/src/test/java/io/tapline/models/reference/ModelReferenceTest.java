/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ModelReferenceTest {
  private static final Path PAGE = Path.of("../../docs/models.md");

  @Test
  void shouldBeThePageInTheDocs() throws IOException {
    if (Boolean.getBoolean("tapline.docs.write")) {
      Files.writeString(PAGE, ModelReference.markdown());
    }

    assertThat(PAGE)
        .as("docs/models.md is stale; its first lines say how it is written again")
        .hasContent(ModelReference.markdown());
  }

  @Test
  void shouldNameWhatIsTakenAndWhatIsRefused() {
    assertThat(ModelReference.markdown())
        .contains("| `Conv` | 6 to 28 | yes | yes |")
        .contains("| `GlobalAveragePool` | 6 to 28 | no | yes |")
        .containsPattern("\\| `CumSum` \\| 11 to 28 \\| it mixes all steps of time")
        .contains("| `Conv1D` | 2, 3 | yes | yes |")
        .containsPattern("\\| `Lambda` \\| 2, 3 \\| layer is Python code");
  }
}
