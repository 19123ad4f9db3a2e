import Pipeline
import Render
