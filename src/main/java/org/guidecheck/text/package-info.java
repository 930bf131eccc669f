/** Reading and writing of text: files in UTF-8, strict JSON with precise error messages, and spelling suggestions. */
package org.guidecheck.text;
