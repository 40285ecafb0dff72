/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.keras;

/**
 * Positions of the elements of a window's parts in the stream: element j of part p is frame {@code
 * p·every + j·step}. A layer that works on each part alone works on the whole stream, and what it
 * gives of two parts at once is left out.
 *
 * @param count parts of a window
 * @param length elements of a part
 * @param every frames from one part's start to the next one's
 * @param step frames from one element to the next
 */
record Parts(int count, int length, int every, int step) {

  /**
   * What a kernel leaves that slides over each part, with no padding; no elements where it is too
   * long.
   */
  Parts through(int kernelSize, int dilation, int stride) {
    long reach = (kernelSize - 1L) * dilation;
    int left = reach < length ? (int) ((length - 1 - reach) / stride) + 1 : 0;
    return new Parts(count, left, every, left > 1 ? step * stride : 1);
  }
}
