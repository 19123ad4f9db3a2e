#pragma once
int glassbox_png_placeholder(void);
